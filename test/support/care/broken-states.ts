import { sql } from 'kysely';
import type { Db } from '../../../src/storage/tx/connection';

/** What may stand in a row that this code cannot read: rubbish, a newer release's, a part of it, the wrong kind of part. */
export const brokenStates: [string, (snapshot: Record<string, unknown>) => unknown][] = [
  ['rubbish', () => 'rubbish'],
  ['written by a newer release', (snapshot) => ({ ...snapshot, schemaVersion: 99 })],
  ['without its parts', () => ({ schemaVersion: 2, now: 'noon' })],
  ['with a part of another kind', (snapshot) => ({ ...snapshot, history: { known: 'none' }, tracks: { care: 1 } })],
  ['whole to look at, and broken inside', (snapshot) => ({ ...snapshot, tracks: [null], checkIns: [7] })],
];

export async function breakState(db: Db, enrolmentId: string, how: (typeof brokenStates)[number][1]): Promise<void> {
  const { rows } = await sql<{
    snapshot: Record<string, unknown>;
  }>`select snapshot from enrolment where id = ${enrolmentId}`.execute(db);
  const broken = JSON.stringify(how(rows[0]?.snapshot ?? {}));
  await sql`update enrolment set snapshot = ${broken}::jsonb where id = ${enrolmentId}`.execute(db);
}
