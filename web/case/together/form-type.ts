import type { Person } from '../../api/generated/types.gen';

/** What GET /check-ins/:id/form says, until its generated type is there. */
export type CheckInForm = {
  checkIn: {
    id: string;
    words: string;
    opensAt: string;
    closesAt: string;
    standing: 'open' | 'late' | 'sent' | 'closed';
    why: string | null;
  };
  enrolmentId: string;
  person: Person;
  script: string[];
  instruments: Instrument[];
};

export type Instrument = {
  id: string;
  title: string;
  version: string;
  language: string;
  introduction: string;
  stem: string | null;
  recall: string;
  list: boolean;
  noneOfThese: string | null;
  proxy: boolean;
  /** Shown only when the answers to another form add up to so much; its own first items are then answered already. */
  after: { instrument: string; atLeast: number } | null;
  items: Item[];
};

export type Item = {
  id: string;
  text: string;
  kind: 'scale' | 'choice' | 'tick' | 'flag';
  options: { value: number; label: string }[];
  safety: boolean;
  askIf: { anyOf: string[]; atLeast: number } | null;
  /** What was answered before, by link. Absent: not reached. */
  saved?: number | null;
};

/** What was chosen so far: by form, by item. Null: the patient would rather not answer it. Absent: not asked yet. */
export type Given = Record<string, Record<string, number | null>>;
