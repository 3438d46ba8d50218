import type { Tier } from '../instrument/types';
import type { Seat } from '../stages/kind';
import type { Rules } from '../step/rules';
import type { Asker, Right } from '../words/authority';
import type { EventData, EventType } from '../words/event';
import type { EnrolmentState } from '../words/state';
import type { Instant, LocalDate } from '../words/time';

// What a form is drawn from: a fact that can be recorded now, and what is asked for it. All of it is data.

export type FieldKind =
  | 'choice'
  | 'choices'
  | 'yes-no'
  | 'date'
  | 'instant'
  | 'number'
  | 'text'
  | 'long-text'
  /** Several texts. */
  | 'texts'
  /** Several rows of the same fields. */
  | 'list';

/** Another field of the same form holds one of these values. */
export type When = { field: string; values: string[] };

export type Option = {
  value: string;
  label: string;
  /** Combinations with which it is impossible now: the value of each other field that is named. */
  unless: Record<string, string>[];
  /** Of several: it stands and cannot be left out. */
  always: boolean;
  /** Whoever records it wakes somebody by it. */
  urgent: Tier | null;
};

/** What stands in a field: a text, a number, several texts, or rows by the names of their fields. */
export type Held = number | string | string[] | Record<string, unknown>[];

/** `min`, `max`, `initial` of an instant are epoch milliseconds, of a date its text. Names with a dot stand in an object. */
export type Field = {
  name: string;
  kind: FieldKind;
  label: string;
  hint: string | null;
  required: boolean;
  /** It must be given then, though not otherwise. */
  requiredWhen: When | null;
  /** It is asked for then only; null: always. */
  when: When | null;
  options: Option[];
  min: number | string | null;
  max: number | string | null;
  /** What stands in it at first; null: nothing is chosen for anybody. */
  initial: Held | null;
  /** A text that fits where not every text does. */
  example: string | null;
  /** Of a list: the fields of each of its rows. */
  fields: Field[];
};

export const groups = [
  'visits',
  'medicines',
  'tests',
  'procedures',
  'psychology',
  'course',
  'calls',
  'person',
] as const;
/** Under which heading somebody looks for it. */
export type Group = (typeof groups)[number];

/** A fact that can be recorded now. One type may be possible in several ways: `key` tells them apart. */
export type PossibleFact = {
  key: string;
  type: EventType;
  of: 'enrolment' | 'patient';
  group: Group;
  title: string;
  /** What it is about, where there are several: the appointment, the imaging that was ordered. */
  about: string | null;
  /** A stage or a task waits for it. */
  expected: boolean;
  /** The stage that takes it; null where none waits for it: it is kept all the same. */
  place: { track: string; trackTitle: string; stage: string; stageTitle: string } | null;
  right: Right;
  /** Whether whoever asks may record it. */
  mayRecord: boolean;
  /** What is recorded without being asked for. */
  fixed: Record<string, unknown>;
  fields: Field[];
};

/** What is known where it is asked what can be recorded. The state has come as far as now. */
export type Context = {
  rules: Rules;
  state: EnrolmentState;
  now: Instant;
  /** The earlier of the clinic's day and the patient's: a day that is past in both. */
  today: LocalDate;
  seats: Seat[];
  asker: Asker;
};

/** What a form says of a field beyond its contract. */
export type Ask = Partial<
  Pick<Field, 'kind' | 'label' | 'hint' | 'required' | 'requiredWhen' | 'when' | 'options' | 'min' | 'max' | 'initial'>
> & {
  /** Not asked for in this way of recording it. */
  leftOut?: true;
  /** Whoever fills it in goes past what is refused without it. */
  lifts?: true;
};

type NameIn<D> = D extends unknown ? keyof D & string : never;

/** One way in which a fact can be recorded now. It is offered only if the core takes it. */
export type Offer<T extends EventType = EventType> = {
  /** Tells it from the other ways of its type. */
  id?: string;
  title?: string;
  about?: string;
  expected?: boolean;
  fixed?: Partial<EventData[T]>;
  ask?: { [N in NameIn<EventData[T]>]?: Ask };
  /** What the contract holds as a map, by the name of each. */
  more?: Field[];
};

/** How facts of a type are asked for: under which heading, and in which ways today. Without `offers` there is one way. */
export type Form<T extends EventType> = { group: Group; offers?: (context: Context) => Offer<T>[] };
