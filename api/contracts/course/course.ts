import { z } from 'zod';
import { stageKindNames } from '../../../src/domain/words/choices';
import { id } from '../../../src/domain/facts/fields';
import { score } from '../enrolment';
import { at, openedBy } from '../fields';
import { Person } from '../person';

// Where one patient stands: the reads that the page of a case is made of.

const says = (description: string) => z.string().meta({ description });
const words = says('The same in words, after “waiting for”.');
const by = at.meta({ description: 'By when it is to come.' });

/** What a track waits for. `for` tells which one it is. */
const WaitingFor = z
  .discriminatedUnion('for', [
    z.object({
      for: z.literal('decision').meta({ description: 'A question to a clinician is open.' }),
      gate: says('The question by its name in the pathway: what decision.made asks for.'),
      question: says('The question as the pathway puts it.'),
      by,
      role: says('Who may answer it.'),
      words,
    }),
    z.object({
      for: z.literal('record').meta({ description: 'A fact is to be recorded.' }),
      event: says('The type of the fact.'),
      by,
      words,
    }),
    z.object({
      for: z.literal('check-in').meta({ description: 'The patient was asked and has not answered yet.' }),
      key: says('The check-in by its key.'),
      by,
      words,
    }),
    z.object({
      for: z.literal('time').meta({ description: 'Only time has to pass.' }),
      until: at.meta({ description: 'Until then.' }),
      what: says('What comes then.'),
      words,
    }),
    z.object({ for: z.literal('nothing').meta({ description: 'Nothing is waited for.' }), words }),
  ])
  .meta({ id: 'WaitingFor' });

const Track = z.object({
  track: says('The track by its name in the pathway.'),
  title: says('The track in words.'),
  stage: says('The stage by its name in the pathway.'),
  stageTitle: says('The stage in words.'),
  kind: z.enum(stageKindNames).meta({ description: 'The kind of the stage.' }),
  since: at.meta({ description: 'Since when the patient is in this stage.' }),
  position: z
    .object({
      step: z.int().meta({ description: 'Which step of the track this stage is, counted from 1.' }),
      of: z.int().meta({ description: 'How many steps the track has, without those the clinic does not offer.' }),
    })
    .nullable()
    .meta({ description: 'Null where the track has one stage.' }),
  waitingFor: WaitingFor.meta({
    description: 'What the track waits for; an open question comes before anything else.',
  }),
});

const NowCard = z
  .object({
    where: says('Step and stage of the first track; after the end, how it ended.'),
    since: says('Since when, in words; empty after the end.'),
    waits: z
      .string()
      .nullable()
      .meta({ description: 'What the first track waits for; null where it waits for nothing.' }),
    held: z
      .string()
      .nullable()
      .meta({ description: 'What keeps messages back or from arriving; null where nothing does.' }),
    beside: z.array(z.object({ track: says('The track in words.'), words: says('What it waits for.') })).meta({
      description: 'Other tracks that wait for somebody or something; those that wait for nothing are left out.',
    }),
    nextAt: at.nullable().meta({ description: 'When the next thing happens by itself; null where nothing does.' }),
    next: z.string().nullable().meta({ description: 'What happens then, and to whom.' }),
    wouldChange: z.array(z.string()).meta({ description: 'What would change it, each on its own.' }),
  })
  .meta({ id: 'NowCard' });

export const Enrolment = z
  .object({
    id: id.meta({ description: 'The enrolment.' }),
    patientId: id.meta({ description: 'The patient.' }),
    person: Person,
    previousId: id
      .nullable()
      .meta({ description: 'The enrolment before on the same pathway; null where this is the first.' }),
    status: z
      .enum(['active', 'held', 'paused', 'ended'])
      .meta({ description: 'held: an escalation keeps routine messages back.' }),
    pathway: z
      .object({
        id: says('The pathway.'),
        version: z.int().meta({ description: 'The version this enrolment is pinned to.' }),
        title: says('The pathway in words.'),
      })
      .meta({ description: 'The pathway that decides.' }),
    startedAt: at.meta({ description: 'When it began.' }),
    endedAt: at.nullable().meta({ description: 'When it ended; null while it goes on.' }),
    now: NowCard.nullable().meta({
      description: 'Where, what next, what would change it; null where the state cannot be read.',
    }),
    tracks: z.array(Track).meta({ description: 'Tracks that run beside each other, in the order of the pathway.' }),
    scores: z
      .array(
        z.object({
          instrument: score.instrument.meta({ description: 'The score by its short name.' }),
          value: score.value.meta({ description: 'Its value.' }),
          at: at.meta({ description: 'When it was made.' }),
        }),
      )
      .meta({ description: 'The newest of each; all of them: GET …/scores.' }),
    next: z
      .array(
        z.object({
          at: at.meta({ description: 'When.' }),
          what: says('What happens by itself.'),
          to: says('Who gets it: the patient, or a team.'),
        }),
      )
      .meta({ description: 'The next three things that happen by themselves.' }),
    openEscalation: z
      .object({
        id: id.meta({ description: 'The escalation.' }),
        tier: says('now, today or digest.'),
        status: says('open or acknowledged.'),
        revision: z.int().meta({ description: 'What acknowledging and resolving ask for.' }),
      })
      .nullable()
      .meta({ description: 'The most urgent one that nobody has resolved; null where there is none.' }),
    openCheckIn: z
      .object({
        id: id.meta({ description: 'The check-in.' }),
        title: says('What it is called.'),
        closesAt: at.meta({ description: 'Until when an answer is in time; it may be over.' }),
      })
      .nullable()
      .meta({ description: 'The newest check-in that takes answers, also late ones; null where none does.' }),
    openedBy,
  })
  .meta({ id: 'Enrolment' });
