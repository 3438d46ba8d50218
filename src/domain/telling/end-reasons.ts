import type { EndReason } from '../words/state';

/** How an enrolment ended, as part of a sentence. */
export const endReasons = {
  withdrawn: 'the patient withdrew',
  died: 'the patient died',
  'returned-to-referrer': 'returned to the referrer',
  'referred-to-surgery': 'referred to surgery',
  'care-completed': 'care was completed',
  transferred: 'another service took over',
} satisfies Record<EndReason, string>;
