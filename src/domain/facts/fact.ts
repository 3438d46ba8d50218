import type { z } from 'zod';
import type { SignalClass, Tier } from '../instrument/types';
import { isApart, refuseByStage, takeByStage } from '../stages/takers';
import type { Rules } from '../step/rules';
import { eventRule, note, type Work } from '../step/work';
import type { Sentence } from '../telling/entry-words';
import { anyKeyOf, care, type Right } from '../words/authority';
import type { KnownStaff } from '../words/care-team';
import type { Refusal } from '../words/effect';
import type { EventData, EventOf, EventType, PatientEventType, StaffEventType } from '../words/event';
import type { EnrolmentState, EnrolmentStatus } from '../words/state';
import type { Instant, LocalDate } from '../words/time';
import type { KnownZones } from './time-zone';

// A fact is one row: all that there is to say of its type stands in the file of its group, with the functions it names.

export type Moment = { now: Instant; today: LocalDate };

/** What the data of a fact of the person are judged by, beside the moment. */
export type PatientFacts = Moment & {
  promptHours: { from: string; to: string };
  isMailbox: (text: string) => boolean;
  zones: KnownZones;
  staff: KnownStaff;
};

/** Somebody must see it: which rule says so, whose it is, and how soon. */
export type Urgent = { rule: string; class: SignalClass; tier: Tier };

/** What a fact says by itself. `seq`: of the fact, or of the correction that put it in another one's place. */
export type Bare = { type: EventType; data: object; seq: number };

type Fact<T extends EventType> = {
  /** Whether it is possible also after the end of the enrolment. */
  afterTheEnd: boolean;
  /** Why it is not possible at its recordedAt; null: it is true whatever the state. */
  refuse: ((rules: Rules, state: EnrolmentState, event: EventOf<T>) => Refusal | null) | null;
  /** Whether it waits until the state can be read. Left out: if it can be refused. */
  needsState?: boolean;
  /** What it says of the status by itself, where the state cannot be read. */
  status?: EnrolmentStatus;
  /** What it does. */
  take: (work: Work, event: EventOf<T>, at: Instant) => void;
  /** Counts only for the stage that takes it; any other fact of staff counts for each. */
  ofOneStage?: true;
  /** What of it cannot wait for anybody to read it. */
  urgent?: (data: EventData[T]) => Urgent | null;
  /** Why it is never taken back, or not any more once it was acted upon, and what to do instead; null: it can be. */
  kept: string | { onceActedUpon: string } | null;
  /**
   * Fields that hold text of people. It is kept apart from the fact, which holds an id in its place: nothing that decides, no
   * state and no journal ever reads it.
   */
  texts?: readonly string[];
  /** Its sentence in the journal; null where what it does is noted under other names. */
  told: Sentence | null;
};

/** What people record: who may, what the data look like, and an example that can be recorded. */
type Said<Known> = {
  who: Right;
  /** The right to some data of it, where that is another one than to the rest. */
  whoFor?: (data: object) => Right | undefined;
  data: (known: Known) => z.ZodType;
  example: object;
};

export type RecordedType = StaffEventType | PatientEventType | 'event.retracted';

/** A row for each. One that lacks a part does not compile. */
export type Facts = {
  [K in EventType]: Fact<K> &
    (K extends StaffEventType | 'event.retracted'
      ? Said<Moment>
      : K extends PatientEventType
        ? Said<PatientFacts>
        : unknown);
};

/** The rows of a group; the table asks for all. */
export type Group = Partial<Facts>;

/** Possible until the end, and can be taken back. */
export const duringCare = { afterTheEnd: false, kept: null } as const;
/** What a fact is where no stage waits for it: whether it can be, and what it does all the same. */
type Apart<T extends EventType> = {
  refuse?: (rules: Rules, state: EnrolmentState, event: EventOf<T>) => Refusal | null;
  take: (work: Work, event: EventOf<T>, at: Instant) => void;
};

/**
 * What it counts for is for the stage to say that waits for it. What happened elsewhere is recorded all the same: nobody's
 * care keeps to the order of a file.
 */
export const byStage = <T extends EventType>(apart: Apart<T>) =>
  ({
    ...duringCare,
    ofOneStage: true,
    refuse: (rules: Rules, state: EnrolmentState, event: EventOf<T>): Refusal | null =>
      refuseByStage(rules, state, event) ??
      (isApart(rules, state, event) ? (apart.refuse?.(rules, state, event) ?? null) : null),
    take: (work: Work, event: EventOf<T>, at: Instant): void => {
      if (takeByStage(work, event, at)) return;
      note(work, { at, what: 'event.apart', rule: eventRule(event.type) });
      apart.take(work, event, at);
    },
  }) as const;
/** True whatever the state. */
export const always = { afterTheEnd: true, refuse: null } as const;

/** With who may: any key of those who care for the patient. */
export const byAnybody = { ...duringCare, who: anyKeyOf(care) } as const;
export const alwaysByAnybody = { ...always, who: anyKeyOf(care) } as const;
