import type { Tier } from '../../instrument/types';
import type { CareTeamPlace } from '../../words/care-team';
import type { JournalEntry } from '../../words/effect';
import type { EventType } from '../../words/event';
import type { Instant } from '../../words/time';

// What the lines of a timeline are made from, as the store reads it.

/** A fact that was corrected: by whom, when and why. */
export type Corrected = { as: 'retracted' | 'replaced' | 'moved'; at: Instant; by: string; reason: string };

/** A fact with what was said with it as it counts now (texts in place), and what the pathway made of it at that moment. */
export type FactRow = {
  id: string;
  type: EventType;
  recordedBy: string;
  correction: Corrected | null;
  /** People recorded something after it that counts. */
  actedUpon: boolean;
  said: Readonly<Record<string, unknown>> | null;
  /** Of answers: where they are read item by item; null of everything else. */
  checkInId: string | null;
  /** Of a change of the care team: who it was and is, by name; null: nobody, and of everything else. */
  careTeam: readonly { place: CareTeamPlace; before: string | null; now: string | null }[] | null;
  /** Of its own instant and rule; those marked `rebuilt` came with a correction. */
  entries: readonly JournalEntry[];
};

export type MessageRow = {
  id: string;
  role: string;
  template: string;
  state: string;
  channel: string;
  reason: string | null;
  tries: number;
  lastCode: number | null;
  putOff: boolean;
  again: boolean;
  checkIn: string | null;
  purpose: string | null;
};

/** Answers that were saved and not sent. */
export type SavedRow = { checkInId: string; checkIn: string; forms: string[]; saved: number; late: boolean };

/** What somebody did with an escalation, or what its ladder came to. `detail`: ids and numbers; `reason`: what was written. */
export type StepRow = {
  escalation: string;
  what: string;
  tier: Tier;
  rules: { rule: string; class: string }[];
  detail: Readonly<Record<string, unknown>>;
  reason: string | null;
  to: string | null;
};

/** The id is of the line alone, and sorts the lines of one instant: facts first, then what was made of them, then the rest. */
type Place = { at: Instant; id: string; by: string | null };

/** One thing that happened, as data. */
export type TimelineRow = Place &
  (
    | { of: 'fact'; data: FactRow }
    | { of: 'entry'; data: JournalEntry }
    | { of: 'message'; data: MessageRow }
    | { of: 'saved'; data: SavedRow }
    | { of: 'step'; data: StepRow }
  );
