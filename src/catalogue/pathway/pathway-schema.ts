import { z } from 'zod';
import { PredicateTree } from '../../domain/rules/predicate-schema';
import { Day, Days, Id, RuleId, Text, Time } from '../../domain/shapes/shapes';
import { sessionPurposes } from '../../domain/words/choices';
import { staffEventTypes } from '../../domain/words/event';
import type { Pathway } from '../../domain/pathway/types';
import { StageOfFile } from '../../domain/stages/registry';

/** What clinicians are reminded of about medicines and procedures. */
export const Medicines = z.strictObject({
  confirmedWithinDays: Days,
  classes: z.array(Id).min(1),
  prompts: z
    .array(
      z.strictObject({
        id: RuleId,
        about: z.array(Id).min(1),
        hard: z.boolean().optional(),
        when: PredicateTree.optional(),
        text: Text,
        source: Text,
      }),
    )
    .min(1),
  listBefore: z.array(Id).min(1).optional(),
  watch: z
    .array(
      z
        .strictObject({
          classes: z.array(Id).min(1),
          checkIn: Id,
          findingEveryDays: Days.optional(),
          foundAfterDays: Days.optional(),
          afterChangeDays: Days.optional(),
          everyDays: Days.optional(),
          source: Text,
        })
        .refine((one) => (one.findingEveryDays === undefined) === (one.foundAfterDays === undefined), {
          message: 'needs findingEveryDays and foundAfterDays together: how often, and until when',
        })
        .refine((one) => one.findingEveryDays ?? one.afterChangeDays ?? one.everyDays, {
          message: 'needs findingEveryDays, afterChangeDays or everyDays: otherwise nothing is asked',
        }),
    )
    .min(1)
    .optional(),
});

export const CheckIn = z.strictObject({
  id: Id,
  ask: z.array(Id).min(1),
  /** The ledger knows two reminders; more than that is nagging. */
  reminderAfterDays: z.array(Days).max(2, 'holds more than two reminders: keep two'),
  windowDays: Days,
  missedInARow: z
    .strictObject({
      count: z.int().min(1),
      callWithinWorkingDays: z.int().min(1),
      lostAfter: z.int().min(2).optional(),
    })
    .refine(({ count, lostAfter }) => lostAfter === undefined || lostAfter > count, {
      message: 'must be more than count: somebody rings before anybody speaks of lost',
      path: ['lostAfter'],
    }),
  safety: z.strictObject({ opensAt: Time, remindAfterHours: z.int().min(1).max(12), callAt: Time }).optional(),
});

/** The week before is the earliest that helps; three times is what a patient still reads. */
const DaysBefore = z
  .array(z.int().min(0).max(28))
  .min(1)
  .max(3, 'holds more than three: keep three')
  .refine((days) => days.every((day, index) => index === 0 || day < (days[index - 1] ?? 0)), {
    message: 'must come furthest first, each day once',
  });

/** What is called to mind before an appointment, and what is made ready. */
export const Appointments = z.strictObject({
  remind: z
    .array(z.strictObject({ for: z.enum(sessionPurposes), daysBefore: DaysBefore, source: Text }))
    .min(1)
    .refine((all) => new Set(all.map((each) => each.for)).size === all.length, {
      message: 'names a purpose twice: say all of its days in one line',
    }),
  morningAt: Time,
  prepare: z.array(
    z.strictObject({
      for: z.enum(sessionPurposes),
      kinds: z.array(Id).min(1).optional(),
      items: z.array(Id).min(1),
    }),
  ),
});

const Place = z.string().regex(/^[\w.-]+(\/[\w.-]+)*$/, 'must be a place like care/diagnosis/deadlineDays');

const Signature = z
  .strictObject({
    thresholds: z.union([z.literal('all'), z.array(Place).min(1)], {
      error: 'must be all, or a list of places like care/injection',
    }),
    by: Text,
    on: Day,
    reviewOn: Day,
  })
  .refine(({ on, reviewOn }) => on < reviewOn, { message: 'has a review that does not come after the signature' });

/** One file `pathways/<id>/v<version>.yaml`. */
export const PathwayFile = z.strictObject({
  id: Id,
  version: z.int().min(1),
  state: z.enum(['draft', 'released', 'recalled']),
  title: Text,
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, 'must be a language like "en"'))
    .min(1)
    .optional(),
  checkIns: z.array(CheckIn).min(1),
  tracks: z
    .array(
      z.strictObject({
        id: Id,
        first: Id,
        stages: z.array(StageOfFile).min(1),
        beginsWith: z.enum(staffEventTypes).optional(),
        bypass: Id.optional(),
      }),
    )
    .min(1),
  burden: z
    .strictObject({
      routineMessagesPerWeek: z.int().min(1).max(7),
      source: Text,
      /** What a patient may be asked in four weeks after the first, for `throughline pathway burden`. */
      goals: z
        .strictObject({ mails: z.int().min(1), mailsLate: z.int().min(1), items: z.int().min(1), source: Text })
        .optional(),
    })
    .optional(),
  offered: z.boolean().optional(),
  author: Text.optional(),
  approvedBy: Text.optional(),
  signatures: z.array(Signature).min(1).optional(),
  recalled: z.strictObject({ on: Day, reason: Text }).optional(),
  tunable: z
    .array(
      z
        .strictObject({ id: Place, min: z.int().min(0), max: z.int().min(1) })
        .refine(({ min, max }) => min <= max, { message: 'has a min above its max' }),
    )
    .min(1)
    .optional(),
  medicines: Medicines.optional(),
  knownSigns: z
    .array(z.strictObject({ rule: RuleId, source: Text }))
    .min(1)
    .optional(),
  appointments: Appointments.optional(),
}) satisfies z.ZodType<Pathway>;

const MessageWords = z.strictObject({ subject: Text.max(78), lead: Text, action: Text });

/** One file `pathways/<id>/prepare.<language>.yaml`: what a patient makes ready, by the names of `appointments.prepare`. */
export const PrepareFile = z.record(Id, Text);

/** One file `pathways/<id>/messages.<language>.yaml`. */
export const MessagesFile = z.strictObject({
  invite: MessageWords,
  'reminder-1': MessageWords,
  'reminder-2': MessageWords,
});
