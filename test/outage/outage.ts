/** What an outage did. `lost`: what did not happen or happened twice, in words; `late` and `said` are measured. */
export type Outcome = { fault: string; lost: string[]; late: string; said: string };

/** One outage on a house of its own. Ends what it began, in any case. */
export type Outage = () => Promise<Outcome>;

/** fault → what was late or lost → how soon it was said. */
export const lineOf = ({ fault, lost, late, said }: Outcome): string =>
  `${lost.length === 0 ? 'ok    ' : 'FAILED'} ${fault} → lost or late: ${lost.length === 0 ? `0 (${late})` : lost.join('; ')} → said: ${said}`;
