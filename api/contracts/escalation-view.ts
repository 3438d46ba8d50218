import { z } from 'zod';
import { outcomes } from '../../src/domain/escalation/outcome';
import { callOutcomes, problemWaits } from '../../src/domain/words/choices';
import { holdEnds, openedBy, pageOf } from './fields';
import {
  says,
  at,
  counts,
  flag,
  idOf,
  escalationStatuses,
  tier,
  signalClass,
  staffMember,
  source,
  Signal,
  Gate,
  Seen,
  Told,
  Next,
} from './escalation-parts';
import { Person } from './person';
import { Reports } from './work';

// What an escalation is read as. What is not known is null, and never left out.

const right = (what: string) =>
  z
    .object({
      may: flag(`Whether whoever asks may ${what} now.`),
      why: says('Why not; null where they may.').nullable(),
    })
    .meta({ description: `Whether whoever asks may ${what} now.` });

const Count = z.object({
  id: idOf('Of the escalation.'),
  revision: counts('Counts what is new about it: whoever acts names the one they have in view.'),
  tier,
  status: z
    .enum(escalationStatuses)
    .meta({ description: 'acknowledged: somebody has it. resolved: a clinician ended it.' }),
  round: counts('How often its ladder began.'),
  rung: counts('The last rung told in this round; 0: nobody yet.'),
  exhausted: flag('Every rung was told, and nobody has answered.'),
  raisedAt: at('When it was raised.'),
  receivedUnstaffed: flag('It came in while the clinic was closed, and its ladder began at opening.'),
  dueAt: at('When its ladder does something next; null once resolved.').nullable(),
  owner: staffMember.nullable().meta({ description: 'Who has it; null: nobody.' }),
  resolvedAt: at('When it was resolved; null while it is not.').nullable(),
});

const EscalationInFull = Count.extend({
  kind: z.enum(['escalation', 'gate']).meta({ description: 'gate: a question to a clinician that nobody answered.' }),
  class: signalClass,
  patientId: idOf('The patient; the same as person.id.'),
  person: Person,
  emergencyContact: z
    .object({
      name: says('Who.'),
      relation: says('How they are related; null: not known.').nullable(),
      phone: says('Their number.'),
      mayDiscuss: flag('Whether the patient allowed that this person is told anything.'),
    })
    .nullable()
    .meta({ description: 'Whom to ring where the patient cannot be reached; null: not known.' }),
  headline: says('What it is about in one line, in the patient’s own words where there are any.'),
  source: source
    .nullable()
    .meta({ description: 'Where the first signal came from, and when; null where there is none.' }),
  signals: z.array(Signal).meta({ description: 'What was said or found, oldest first.' }),
  gate: Gate.nullable(),
  patientSaw: z
    .array(Seen)
    .meta({ description: 'Safety texts the patient was shown on the pages that raised it, oldest first.' }),
  reports: Reports,
  canWait: z
    .enum(problemWaits)
    .nullable()
    .meta({ description: 'Whether it can wait, as the patient said in the newest report; null: not asked.' }),
  reason: says('Why somebody is called, in one sentence.'),
  alsoOpen: z
    .array(z.object({ id: idOf('Of the other one.'), tier, class: signalClass }))
    .meta({ description: 'Other items of the patient that are not resolved, most urgent first.' }),
  newSince: counts('Signals that came in after somebody last took it on; before anybody did, after it was raised.'),
  window: z
    .object({
      startedAt: at('When this round began to tell.'),
      endsAt: at('By when it is to be answered: then the next ones are told.'),
      overdueMinutes: counts('So long ago that was; 0 while there is time.'),
    })
    .nullable()
    .meta({ description: 'The time to answer in; null while somebody has it, and once resolved.' }),
  told: z.array(Told).meta({ description: 'Who has been told, each once for each channel, in that order.' }),
  next: Next.nullable(),
  ownedUntil: at('When the acknowledgement or snooze ends: then it rings again. Null while nobody has it.').nullable(),
  holding: z
    .object({
      what: z
        .enum(['acknowledged', 'handed-over', 'snoozed'])
        .meta({ description: 'How: taken on, given by somebody else, or put off.' }),
      at: at('Since when.'),
      by: says('Who said so; of a hand-over whoever gave it.').nullable(),
      reason: says('Why, in their words; null where none was asked for, or it was erased.').nullable(),
    })
    .nullable()
    .meta({ description: 'How somebody has it; null while nobody has.' }),
  snoozeUntil: at('Until when it may be put off at most; null: it may not be.').nullable(),
  held: z
    .object({
      messages: counts('Routine messages that were due and wait.'),
      planned: counts('Routine messages of the plan that are not due yet, and wait as well.'),
      since: at('Since when.'),
      nextAt: at('When the next of the planned ones is due; null: none is planned.').nullable(),
    })
    .nullable()
    .meta({ description: 'What is not sent to the patient as long as this is open; null where it holds nothing.' }),
  tries: z
    .array(
      z.object({
        at: at('When.'),
        by: says('Who; null: not known.').nullable(),
        how: says('How, such as rang.'),
        outcome: z.enum(callOutcomes).meta({ description: 'What came of it.' }),
        note: says('What they wrote; null where nothing, or it was erased.').nullable(),
      }),
    )
    .meta({ description: 'How often somebody tried to reach the patient about this, oldest first.' }),
  noContact: z
    .array(
      z.object({
        step: says('For programs: which step.'),
        words: says('What is to be done.'),
        why: says('Why it cannot be done for this patient; null where it can.').nullable(),
        doneAt: at('When it was ticked; null: not done.').nullable(),
        by: says('Who ticked it.').nullable(),
      }),
    )
    .nullable()
    .meta({
      description: 'The clinic’s procedure for somebody whom nobody could reach; null until could-not-reach was said.',
    }),
  resolvedBy: staffMember.nullable().meta({ description: 'Who resolved it; null while nobody has.' }),
  note: says('What was written with the resolution.').nullable(),
  outcomes: z
    .array(
      z.object({
        outcome: z.enum(outcomes).meta({ description: 'For programs: what a resolution carries.' }),
        words: says('For people.'),
        hint: says('What saying so leads to, where that is not plain.').nullable(),
      }),
    )
    .meta({ description: 'What can be said of each signal; empty where it ends with a decision.' }),
  may: z
    .object({
      acknowledge: right('take it on'),
      resolve: right('resolve it'),
      handOver: right('hand it over'),
      snooze: right('put it off'),
      reach: right('say how they tried to reach the patient'),
    })
    .meta({ description: 'What whoever asks may do with it now.' }),
  holdEnds,
});

export const Escalation = z.union([EscalationInFull, Count]).meta({
  id: 'Escalation',
  description: 'Operators are shown that there is one, without class, patient and signals.',
});

export const OpenedEscalation = z
  .union([EscalationInFull.extend({ openedBy }), Count.extend({ openedBy })])
  .meta({ id: 'OpenedEscalation', description: 'The escalation, and who else has it open.' });

export const ResolutionPreview = z
  .object({
    held: z
      .array(
        z.object({
          words: says('Which message.'),
          dueAt: at('When the plan wanted it.'),
          willGoAt: at('When it would leave; null: not at all.').nullable(),
          why: says('Why it would not leave; null where it would.').nullable(),
        }),
      )
      .meta({ description: 'The messages that are held, in the order of the plan.' }),
    told: says('What the patient is told of the resolution by itself.'),
    then: says('What follows, in one sentence.'),
    holdEnds: z
      .object({ at: at('The end that counts.'), why: says('Why not the one asked for.') })
      .nullable()
      .meta({ description: 'Where a hold was asked for that is longer than any may be; null where it ends as asked.' }),
    undo: says('Whether a resolution can be taken back.'),
  })
  .meta({ id: 'ResolutionPreview', description: 'What a resolution would bring; nothing is changed by asking.' });

export const Escalations = pageOf(Escalation)
  .extend({
    now: at('The clinic’s time at which this was read.'),
    counts: z
      .object({
        now: counts('Not resolved, tier now, of the owners asked for.'),
        today: counts('Not resolved, tier today, of the owners asked for.'),
        digest: counts('Not resolved, tier digest, of the owners asked for.'),
        mine: counts('Not resolved, that whoever asks has.'),
        team: counts(
          'Not resolved, for whoever asks to look at: theirs, of their patients, told to them, or on their duty.',
        ),
        all: counts('Not resolved, in the whole clinic.'),
        closedToday: counts('Resolved since midnight at the clinic.'),
      })
      .meta({ description: 'How many there are, whatever page this is.' }),
  })
  .meta({ id: 'Escalations' });
