import { sql } from 'kysely';

const MARK = '/* sent ahead */';

/**
 * Marks a statement whose result nobody waits for: the next one follows it over the same line at once, and fails with its
 * fault if it fails. PostgreSQL still runs them one after the other, each with what is committed when it begins. A
 * transaction sends its `begin` like this by itself; `commit` waits for everything before it. Outside a transaction nothing
 * would ever tell of a fault: there the mark does nothing.
 */
export const sentAhead = sql.raw(MARK);

type Result = { command: string; rowCount: number | null; rows: unknown[] };
type Query = (text: string, values: unknown[]) => Promise<Result>;

const unknownYet: Result = { command: '', rowCount: null, rows: [] };

/** For one connection that is in pipeline mode. */
export function sendingAhead(query: Query): Query {
  let ahead: Promise<Result>[] = [];
  let within = false;
  return (text, values) => {
    const sent = query(text, values);
    if (text === 'begin') within = true;
    if (text === 'commit' || text === 'rollback') within = false;
    if (text === 'begin' || (within && text.includes(MARK))) {
      // Told by the statement after it.
      sent.catch(() => undefined);
      ahead.push(sent);
      return Promise.resolve(unknownYet);
    }
    const before = ahead;
    ahead = [];
    // A rollback fails with its connection only, and then what came before it has said why.
    if (text === 'rollback') return sent.catch(() => unknownYet);
    // The earliest fault wins; those that follow from it are heard here, too.
    return Promise.all([sent, ...before]).then(([result]) => result);
  };
}
