import type { Answers } from '../../../src/domain/instrument/types';

/** What the house answered with a 2xx (or, to a form, by going on): none of it may ever be missing or be there twice. */
export type Acknowledged =
  | { what: 'enrolment'; who: string; id: string }
  | { what: 'event'; who: string; id: string; type: string; data: object }
  | { what: 'answers'; who: string; linkHash: string; instrument: string; values: Answers }
  | { what: 'sent'; who: string; linkHash: string }
  | { what: 'help'; who: string; linkHash: string }
  | { what: 'acknowledgement'; who: string; escalation: string }
  | { what: 'resolution'; who: string; escalation: string; signals: string[] }
  | { what: 'completion'; who: string; task: string };
