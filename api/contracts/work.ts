import { z } from 'zod';
import { callOutcomes, problemSince, problemWaits } from '../../src/domain/words/choices';
import { at, openCheckInId, Owner, pageOf, says, stageNamed } from './fields';
import { Person } from './person';
import { careTeamPlaces, type KnownStaff } from '../../src/domain/words/care-team';
import { asking, id, instant, note, oneOf, yesOrNo } from '../../src/domain/facts/fields';

export const Completion = z
  .strictObject(
    {
      note: note('a note').nullable().optional(),
      reached: yesOrNo.optional().meta({
        description: 'Of a call: whether somebody spoke with the patient. Without it the call is asked for again.',
      }),
      outcome: oneOf(callOutcomes).optional().meta({
        description:
          'Of a call, instead of reached: what came of it. Whatever is not reached counts as a try and is tried again; a wrong number has somebody find the right one.',
      }),
    },
    { error: asking('an object, with a note if you like') },
  )
  .default({})
  .meta({ id: 'Completion', examples: [{ outcome: 'no-answer' }] });

/** What a patient reported by link. */
export const Reports = z
  .array(
    z.object({
      id,
      at,
      about: z.string().meta({ description: 'One of clinic/problems.yaml, such as medicine.' }),
      since: z.enum(problemSince),
      severity: z.int().meta({ description: 'How much it troubles the patient, from 0 to 10.' }),
      wait: z.enum(problemWaits).meta({ description: 'Whether it can wait until the next appointment.' }),
      text: z
        .string()
        .nullable()
        .meta({ description: 'In the words of the patient; null where none were written, or they were erased.' }),
      safetySkipped: z.boolean().meta({ description: 'The safety questions before it were not answered.' }),
    }),
  )
  .meta({ description: 'What the patient reported by link, oldest first; empty where this is about something else.' });

export const Task = z
  .object({
    id,
    kind: z.string(),
    title: z.string().meta({ description: 'What is to be done, in words.' }),
    do: says('What to do, in one sentence: verb, person, by when, why.'),
    instruction: says('What to say or to record, and what then follows by itself.'),
    team: z.string(),
    status: z.enum(['open', 'done', 'closed']),
    dueAt: at,
    openedAt: at,
    completedAt: at.nullable(),
    enrolmentId: id.nullable(),
    patientId: id.nullable(),
    // Not `nullable()`: of a named schema its types make a person and nobody at once.
    person: z.union([Person, z.null()]),
    stage: stageNamed,
    claimedBy: id.nullable(),
    owner: Owner.meta({ description: 'Who has taken it on; null: nobody.' }),
    tries: z
      .array(
        z.object({
          at: at.meta({ description: 'When it was tried.' }),
          by: z.string().nullable().meta({ description: 'Who tried; null: a program.' }),
          outcome: z.enum(callOutcomes).meta({ description: 'What came of it.' }),
        }),
      )
      .meta({
        description:
          'How often somebody rang for it, oldest first, the tasks before that asked for the same among them.',
      }),
    note: z.string().nullable(),
    closedBecause: z.string().nullable(),
    about: z.string().nullable(),
    openCheckInId,
    evidence: z
      .string()
      .nullable()
      .meta({ description: 'Where that is read which a question is decided by; null for other work.' }),
    reports: Reports,
    notes: z.array(z.string()).meta({ description: 'How the patient is spoken with: interpreter, helper, language.' }),
  })
  .meta({ id: 'Task' });

export const Tasks = pageOf(Task)
  .extend({ now: at.meta({ description: 'The clinic’s time when this was read.' }) })
  .meta({ id: 'Tasks' });

export const tasksQuery = {
  status: oneOf(['open', 'done', 'closed']).optional().meta({ description: 'open when left out.' }),
  kind: oneOf(['call', 'all']).optional().meta({ description: 'call: only what is done by telephone.' }),
  owner: oneOf(['mine', 'team', 'all']).optional().meta({
    description: 'mine: what you have taken, and of patients whose care team names you; team: work of your role.',
  }),
};

/** So many at once: as many as a page of a list holds. */
const AT_ONCE = 200;

export const TasksAtOnce = z
  .strictObject(
    {
      action: oneOf(['assign', 'complete']).meta({ description: 'What is done to each of them.' }),
      ids: z
        .array(id, { error: asking('a list of task ids') })
        .min(1, 'Give at least one task.')
        .max(AT_ONCE, `Give at most ${AT_ONCE} tasks.`)
        .meta({ description: 'The tasks.' }),
      to: id
        .nullable()
        .optional()
        .meta({ description: 'assign: for whom; null or left out: for anybody of the team.' }),
      note: note('a note').nullable().optional().meta({ description: 'complete: one note for all of them.' }),
      dryRun: yesOrNo.optional().meta({ description: 'true: says what would be done, and changes nothing.' }),
    },
    { error: asking('an object with action and ids') },
  )
  .meta({ id: 'TasksAtOnce', examples: [{ action: 'complete', ids: ['0199a000-0000-7000-8000-000000000000'] }] });

export const RowByRow = z
  .object({
    items: z
      .array(
        z.object({
          id: id.meta({ description: 'What it is about, as it was asked.' }),
          ok: z.boolean().meta({ description: 'Whether it is done, or would be.' }),
          words: says('What is done; or why it was left out.'),
        }),
      )
      .meta({ description: 'One row for each that was asked for.' }),
  })
  .meta({ id: 'RowByRow' });

const span = { startsAt: instant, endsAt: instant };
// Negated on purpose: where one of the two could not be read, that is said at its own field, and not here too.
const ENDS_LATER = 'The end must lie after the start.';

export const absenceContract = () =>
  z
    .strictObject(span, { error: asking('an object with startsAt and endsAt') })
    .refine((value) => !(value.endsAt <= value.startsAt), { path: ['endsAt'], message: ENDS_LATER });
export const NewAbsence = absenceContract().meta({
  id: 'NewAbsence',
  examples: [{ startsAt: '2100-01-01T09:00:00Z', endsAt: '2100-01-08T09:00:00Z' }],
});

export const Absence = z
  .object({
    id,
    staffId: id,
    startsAt: at,
    endsAt: at,
    recordedAt: at,
    recordedBy: z.string(),
    endedAt: at.nullable().meta({ description: 'Ended before its time; null where it was not.' }),
    endedBy: z.string().nullable(),
  })
  .meta({ id: 'Absence' });
export const Absences = pageOf(Absence).meta({ id: 'Absences', description: 'Running or ahead, earliest first.' });

export const shiftPlanContract = (staff: KnownStaff) =>
  z.strictObject(
    {
      shifts: z
        .array(
          z
            .strictObject({
              staffId: id.refine(
                (value) => staff === null || staff.get(value)?.active === true,
                'Nobody with this id works in this clinic: GET /api/v1/staff lists them.',
              ),
              ...span,
            })
            .refine((value) => !(value.endsAt <= value.startsAt), { path: ['endsAt'], message: ENDS_LATER }),
          { error: asking('a list of shifts with staffId, startsAt and endsAt') },
        )
        .max(5000, 'Give at most 5000 shifts.'),
    },
    { error: asking('an object with a list of shifts') },
  );
export const ShiftPlan = shiftPlanContract(null).meta({
  id: 'ShiftPlan',
  examples: [
    {
      shifts: [
        {
          staffId: '0199a000-0000-7000-8000-000000000000',
          startsAt: '2100-01-01T09:00:00Z',
          endsAt: '2100-01-01T17:00:00Z',
        },
      ],
    },
  ],
});

export const Shifts = z
  .object({ items: z.array(z.object({ id, staffId: id, startsAt: at, endsAt: at, recordedBy: z.string() })) })
  .meta({ id: 'Shifts', description: 'From now on, earliest first.' });

export const Staff = z
  .object({
    items: z.array(
      z.object({
        id,
        name: z.string(),
        role: z.string(),
        active: z.boolean(),
        places: z
          .array(z.enum(careTeamPlaces))
          .meta({ description: 'What this person can be in a care team; empty where they can be nothing of it.' }),
        patients: z
          .object({
            coordinator: z.int().meta({ description: 'Of how many patients they are the coordinator.' }),
            clinician: z.int().meta({ description: 'Of how many patients they are the clinician.' }),
          })
          .meta({ description: 'Patients on a pathway whose care team names this person.' }),
      }),
    ),
  })
  .meta({ id: 'Staff' });

export const Created = z.object({ id }).meta({ id: 'Created' });
