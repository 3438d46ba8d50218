/**
 * Where the pages of one check-in stand. Every form posts to an address below it, so that an answer belongs to the page it
 * came from. The id says nothing of the patient and opens nothing without the cookie of the same check-in.
 */
export const addressOf = ({ id }: { id: string }): string => `/check-in/${id}`;

/** Where the advice that its answers called for is read again. */
export const adviceOfCheckIn = (address: string): string => `${address}/help`;

/** Where the messages of a link or of an open check-in are paused or stopped. */
export const stopOf = (address: string): string => `${address}/stop`;
