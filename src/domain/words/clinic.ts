import { z } from 'zod';
import { isRegionAndCity, isTimeZone } from '../calendar/calendar';
import type { SignalClass } from '../instrument/types';
import { Day, Id, Minutes, Text, Time } from '../shapes/shapes';

// What belongs to the clinic rather than to a pathway: takes effect at once, for everybody, and is versioned per showing. What
// its files may say stands here once: the schemas read the files, and the types are made from them.

/** In `clinic/default.yaml`: nobody may be shown a number that the clinic never gave. */
const ToBeSet = 'to be set';
const OwnWord = Text.refine((word) => word !== ToBeSet, {
  message: `is still "${ToBeSet}": write what belongs to your clinic`,
});

/** A line that others answer: its name as it stands in a sentence, and its number. */
const Line = z.strictObject({ name: OwnWord, phone: OwnWord });

/** How numbers that hold in one country only are named in a sentence. */
const PlacePhrases = z.strictObject({ emergencyNumber: Text, crisisLine: Text, outOfHours: Text });
export type PlacePhrases = z.infer<typeof PlacePhrases>;

/** The ladder of a signal class. `on-call` starts at once, day and night; `next-staffed` starts when the clinic opens. */
const Policy = z.strictObject({
  coverage: z.enum(['on-call', 'next-staffed']),
  /** Who is on duty in this rota is told, and has so long until the next rung is told. */
  rungs: z.array(z.strictObject({ rota: Id, waitMinutes: Minutes })).min(1),
  /**
   * Told when every rung is passed, together with everybody on duty of every rung, and again every so many minutes for as
   * long as it takes.
   */
  exhausted: z.strictObject({ rota: Id, repeatMinutes: Minutes }),
  /**
   * Tier now: whoever was told is told again so often until somebody acknowledges, on every rung, for one mail is no page.
   * Where it is left out, and in policies that were copied before it was there, `REPEAT_NOW_MINUTES`.
   */
  repeatNowMinutes: Minutes.optional(),
  /** An acknowledgement expires after so long: it stops the paging, it does not finish the work. */
  acknowledgementMinutes: Minutes,
  /** With `next-staffed`: once somebody was told it goes on past closing, for the promise is the same working day. */
  goesOnAfterHours: z.literal(true).optional(),
});
export type EscalationPolicy = z.infer<typeof Policy>;
export type Rung = EscalationPolicy['rungs'][number];

/** [D] The default of `repeatNowMinutes`. */
export const REPEAT_NOW_MINUTES = 15;

/** Local hours of the clinic. */
const hours = { from: Time, to: Time };
const inOrder = [
  ({ from, to }: { from: string; to: string }) => from < to,
  { message: 'must end later than it begins' },
] as const;
/** Weekday 1 (Monday) to 7. */
const WeekdayHours = z.strictObject({ weekday: z.int().min(1).max(7), ...hours }).refine(...inOrder);
export type WeekdayHours = z.infer<typeof WeekdayHours>;

/** What a help page tells a patient to do, the most urgent first: of several at once the first one leads. */
export const helpClasses = ['emergency', 'overdose', 'crisis', 'ring-today', 'if-worse'] as const;
export type HelpClass = (typeof helpClasses)[number];

/**
 * What a step of the no-contact procedure cannot be done without: somebody to ring who may be told, or the general
 * practitioner.
 */
export const noContactNeeds = ['contact-who-may-be-told', 'gp'] as const;

/** One page of advice. */
const HelpPage = z.strictObject({
  version: Text,
  /** Which numbers it offers first. */
  class: z.enum(helpClasses),
  /** The safety rules it was written for: no other rule may show it. */
  for: z.array(Text).optional(),
  title: Text,
  lines: z.array(Text).min(1),
  /** Its one line beside a more urgent page. */
  also: Text.optional(),
});

/**
 * Static texts of one language, `texts.<language>.yaml` beside the settings. A version is a wording: which one was shown is
 * kept. {emergencyNumber}, {crisisLine} and {outOfHours} are filled when shown, for they depend on where the patient is; the
 * clinic's name and telephone stand in them.
 */
export const ClinicTextsFile = z.strictObject({
  /** Stands on every page and in every mail to a patient. Says nothing about the condition, for others may see it. */
  safetyNet: z.strictObject({ version: Text, lines: z.array(Text).min(1) }),
  /** What a patient reads when an answer is worrying: by help page id. */
  help: z.record(Id, HelpPage),
  /** Where the clinic's numbers hold, and elsewhere. */
  here: PlacePhrases,
  elsewhere: PlacePhrases,
  /** Behind the link of an appointment: where it is, and how one gets in. Left out, the letter says it. */
  visiting: z.strictObject({ where: z.array(Text).min(1), gettingIn: z.array(Text) }).optional(),
});

/** One file of `clinic/`. */
export const ClinicFile = z.strictObject({
  version: z.int().min(1),
  /** Neutral name for subjects and senders: it must not disclose the specialty. */
  publicName: OwnWord,
  phone: OwnWord,
  emergencyNumber: OwnWord,
  /** ISO 3166 codes of the countries whose numbers the emergency texts name; left out, the country of `timeZone` alone. */
  emergencyCountries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capitals, like GB'))
    .min(1)
    .optional(),
  /** Answered at any hour by people who help in a crisis. */
  crisisLine: Line,
  /** Whom to ring while the clinic is closed. */
  outOfHours: Line,
  timeZone: z.string().refine((zone) => isRegionAndCity(zone) && isTimeZone(zone), {
    message: 'is no time zone of a place: write region and city, like Europe/London',
  }),
  staffedHours: z.array(WeekdayHours).min(1),
  holidays: z.array(Day),
  /**
   * When forms are asked whose answers somebody must be there to read (`servedIn: item-9-window`): inside the staffed
   * hours, and over early enough to ring on the same day. Left out, the staffed hours themselves.
   */
  item9Window: z.array(WeekdayHours).min(1),
  /** Patients choose an hour in here; nothing routine leaves outside it. */
  promptHours: z.strictObject(hours).refine(...inOrder),
  /** Routine wakes are spread over so many minutes by a hash of the enrolment, so that nine o'clock is no stampede. */
  wakeSpreadMinutes: z.int().min(0),
  /** Messages to a patient caused by a staff fact wait so long, so that it can be undone. */
  undoMinutes: z.int().min(0),
  policies: z.strictObject({
    spine: Policy,
    'mental-health': Policy,
    medication: Policy,
    infection: Policy,
    decision: Policy,
    canary: Policy,
  } satisfies Record<SignalClass, typeof Policy>),
  /** Ladders a safety rule may name instead of its class's, such as `same-day` and `immediate`. */
  namedPolicies: z.record(Id, Policy).optional(),
  /** Rota read by people for each queue and kept free of gaps. */
  rotas: z.array(z.strictObject({ id: Id, title: Text })).min(1),
  /**
   * How long an item may be put off by whoever looks at it; what somebody is needed for now, never. Left out, what
   * `LONGEST_SNOOZE` says.
   */
  longestSnooze: z.strictObject({ today: Minutes, digest: Minutes }).optional(),
  /** What is done, step by step, about a patient whom nobody could reach. Left out, the steps of `NO_CONTACT`. */
  noContact: z
    .array(z.strictObject({ id: Id, says: Text, needs: z.enum(noContactNeeds).optional() }))
    .min(1)
    .optional(),
  /** Stages that a pathway leaves to the clinic: offered or not, by their id. */
  optionalStages: z.record(Id, z.boolean()).optional(),
  /** Numbers of a pathway that this clinic sets for itself, by pathway and place: within the limits of its file. */
  tuned: z
    .record(
      Id,
      z.record(z.string().regex(/^[\w./-]+$/, 'must be a place like care/diagnosis/deadlineDays'), z.number()),
    )
    .optional(),
  /** Address a birthday check before the first page (default in live stores). */
  askBirthday: z.boolean(),
});

/** What a file must say today, and settings from before left out: in force they are read as they were written. */
type Later<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
/** Without a class: that of the page's own name, else an emergency. */
export type HelpWords = Later<z.infer<typeof HelpPage>, 'class'>;
export type ClinicTexts = Later<Omit<z.infer<typeof ClinicTextsFile>, 'help'>, 'here' | 'elsewhere'> & {
  help: Record<string, HelpWords>;
};
export type ClinicSettings = Later<z.infer<typeof ClinicFile>, 'crisisLine' | 'outOfHours' | 'item9Window'> & {
  /** What patients are told about emergencies, by language. */
  texts: Record<string, ClinicTexts>;
};

/** Shown when a form was sent, and with a pause: what not to wait with. A clinic must have it. */
export const IF_WORSE = 'if-worse';
