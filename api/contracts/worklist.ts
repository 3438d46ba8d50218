import { z } from 'zod';
import { id, instant, oneOf } from '../../src/domain/facts/fields';
import { teams } from '../../src/domain/words/authority';
import { worklistNews, worklistReasons, worklistSorts, worklistViews } from '../../src/domain/words/worklist';
import { at, count, fileId, openCheckInId, Owner, pageOf, pathwayNamed, says, stageNamed } from './fields';
import { Person } from './person';

const when = (description: string) => at.meta({ description });

const reason = z.object({
  reason: says('What kind of reason it is, such as escalated, call, gate, task, no-consent or check-in.'),
  do: says('What to do, in one sentence: verb, person, by when, why.'),
  short: says('The same for a row that shows the person and the time beside it.'),
  at: when('By when; when a hold ends; of what has no day to be done by, such as no consent, since when.'),
  overdue: z.boolean().meta({ description: 'It should have been done by now.' }),
  taskId: id.nullable().meta({ description: 'The task, where it is one.' }),
  gate: z
    .string()
    .nullable()
    .meta({ description: 'Name of the question, where it is one: as decision.made takes it.' }),
  escalationId: id.nullable().meta({ description: 'The escalation, where it is one.' }),
  tier: z.string().nullable().meta({ description: 'Of an escalation: now, today or digest.' }),
  kind: z.string().nullable().meta({ description: 'Kind of the task, where it is one.' }),
  records: z.string().nullable().meta({ description: 'The type of the fact that does it; null where no fact does.' }),
  openCheckInId,
  team: z.enum(teams).meta({ description: 'Whose work it is.' }),
  owner: Owner.meta({ description: 'Who has taken it; null: nobody has.' }),
  tries: count('How often somebody tried to do it by telephone.'),
});

const counts = z.object({
  needsYou: count('Somebody of the clinic must act.'),
  waiting: count('Waiting for the patient or a day.'),
  onTrack: count('Nothing is due.'),
  ended: count('Ended enrolments.'),
});

/** How the whole clinic stands, without naming anybody. */
export const WorklistCounts = counts
  .extend({ now: when('The clinic’s time when this was read.') })
  .meta({ id: 'WorklistCounts' });

export const Worklist = pageOf(
  z.object({
    id: id.meta({ description: 'The enrolment.' }),
    person: Person,
    pathway: pathwayNamed,
    status: says('active, held, paused or ended.'),
    stage: stageNamed,
    reasons: z
      .array(reason)
      .meta({ description: 'Everything that is open about this patient, most urgent first; each task is one.' }),
    group: z
      .enum(['now', 'overdue', 'today', 'this-week', 'later'])
      .meta({ description: 'Where the row stands in the list, by the most urgent of its reasons.' }),
    owner: Owner.meta({
      description:
        'Who has the most urgent of it; else the coordinator of the care team, where it is coordinators’ work.',
    }),
    lastContact: z
      .object({ at: when('When that was.'), words: says('What it was: an answer, a call, a visit.') })
      .nullable()
      .meta({ description: 'The last answer, call or visit; null: none is recorded.' }),
    score: z
      .object({
        instrument: says('Score that it is.'),
        label: says('Its short name, for people.'),
        direction: z.enum(['lower', 'higher']).meta({ description: 'Which is better.' }),
        min: z.number().meta({ description: 'The lowest value it can have.' }),
        max: z.number().meta({ description: 'The highest value it can have.' }),
        points: z
          .array(z.object({ at: when('When it was answered.'), value: z.number().meta({ description: 'The score.' }) }))
          .meta({ description: 'The last twelve, oldest first.' }),
      })
      .nullable()
      .meta({ description: 'The main score of the pathway; null where the pathway asks for none.' }),
    moreTasks: count('Open tasks beyond those that are told.'),
  }),
)
  .extend({
    now: when('The clinic’s time when this was read.'),
    counts: counts.meta({ description: 'How many rows there are in each view under the same filters.' }),
    since: z
      .object({
        at: when('Since when: as asked, else when you looked at the worklist last before you came back to it.'),
        answered: count('Rows whose patient has answered.'),
        escalated: count('Rows whose patient was escalated, whether or not that is resolved by now.'),
        bounced: count('Rows whose patient’s mail came back and whose address is still that one.'),
      })
      .nullable()
      .meta({
        description:
          'What happened since you were last here, in rows of all views under the same filters; `news` leads to each. null: you were never here.',
      }),
  })
  .meta({ id: 'Worklist' });

/** What a worklist can be narrowed to. */
export const worklistQuery = {
  view: oneOf(worklistViews)
    .optional()
    .meta({ description: 'needs-you when left out; with news every view, when left out.' }),
  owner: oneOf(['mine', 'team', 'all']).optional().meta({
    description: 'mine: what you have taken, and patients whose care team names you; team: work of your role.',
  }),
  reason: oneOf(worklistReasons).optional().meta({ description: 'Only rows that have this reason.' }),
  stage: z.string().max(64).optional().meta({ description: 'Only patients who stand in the stage with this id.' }),
  pathway: fileId.optional().meta({ description: 'Only enrolments on the pathway with this id.' }),
  overdue: oneOf(['true']).optional().meta({ description: 'Only rows in which something is overdue.' }),
  news: oneOf(worklistNews).optional().meta({ description: 'Only rows to which this has happened since.' }),
  since: instant
    .optional()
    .meta({ description: 'From when on something is news; left out: since you were last here.' }),
  sort: oneOf(worklistSorts).optional().meta({
    description:
      'Left out: the most urgent first, among the ended the newest. stage: in the order of the pathway. What has no day, and who was in no contact, stands at the end either way.',
  }),
  order: oneOf(['ascending', 'descending']).optional().meta({ description: 'Of sort: ascending when left out.' }),
};

export const UncheckedMedicines = pageOf(
  z.object({
    id: id.meta({ description: 'The enrolment.' }),
    person: Person,
    pathway: z
      .object({ id: says('Id of the pathway.'), version: count('Version this enrolment is on.') })
      .meta({ description: 'The pathway, in the version of this enrolment.' }),
    classes: z.array(z.string()).meta({ description: 'What is taken and was not asked about lately.' }),
    at: at.meta({
      description: 'When it was last asked about or the list was gone through; else since when it is known.',
    }),
  }),
).meta({ id: 'UncheckedMedicines' });
