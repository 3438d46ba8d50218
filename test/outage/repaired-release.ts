import { rmSync } from 'node:fs';
import { repositoryRoot } from '../../src/config/settings';
import { sql } from 'kysely';
import { HOUR } from '../../src/domain/words/time';
import type { Db } from '../../src/storage/tx/connection';
import {
  enrolMany,
  FIRST_ASKED,
  type Enrolled,
  inDatabase,
  inHouse,
  late,
  quarantined,
  secondsUntil,
  watchSaid,
} from './open-house';
import type { Outage } from './outage';
import { releaseWithDefect } from './release-with-defect';

const PEOPLE = 5;
const TEN_DAYS = 10 * 24 * HOUR;

/** D1: a release throws whenever a check-in closes unanswered; the next one does not. Facts come in all the time. */
export const repairedRelease: Outage = async () => {
  const faulty = releaseWithDefect();
  const startFaulty = { prepare: (house: { release: string }) => void (house.release = faulty) };
  try {
    return await inHouse(
      { WATCH_INTERVAL_SECONDS: '5' },
      async (house, client) => {
        const enrolled = await enrolMany(client, PEOPLE);
        await client.walkTo(FIRST_ASKED);
        const began = Date.now();
        const since = performance.now();
        await inDatabase(house, (db) =>
          sql`update clinic set clock_offset_ms = clock_offset_ms + ${TEN_DAYS}`.execute(db),
        );
        const stuck = await secondsUntil(120, () =>
          inDatabase(house, async (db) => (await quarantined(db)) === PEOPLE),
        );
        // The watch leaves a clinic alone for a minute after its clock was moved.
        const said = await secondsUntil(
          120,
          () => Promise.resolve(watchSaid(house, 'quarantined-event', began)),
          since,
        );
        const facts: string[] = [];
        for (const { id } of enrolled) {
          const ordered = { type: 'imaging.ordered', data: { modality: 'mri', region: 'lumbar' } };
          facts.push(
            (await client.post<{ eventId: string }>('clinician', `/enrolments/${id}/events`, ordered)).eventId,
          );
        }

        await house.stop();
        house.release = repositoryRoot();
        await house.start();
        const repaired = performance.now();
        const healed = await secondsUntil(
          300,
          () => inDatabase(house, async (db) => (await quarantined(db)) === 0 && (await late(db)) === 0),
          repaired,
        );
        return {
          fault: `a release that cannot close a check-in, and ${PEOPLE} people stuck in it`,
          lost: [
            ...(stuck === null ? ['not everybody was stuck: this shows nothing'] : []),
            ...(said === null ? ['nobody was told that events are in quarantine'] : []),
            ...(healed === null ? ['somebody is still stuck 5 minutes after the repair'] : []),
            ...(await inDatabase(house, (db) => notCarriedOn(db, enrolled, facts))),
          ],
          late: `everybody went on ${healed ?? '–'} s after the repaired release had started`,
          said: `by the watch after ${said ?? '–'} s`,
        };
      },
      startFaulty,
    );
  } finally {
    rmSync(faulty, { recursive: true, force: true });
  }
};

/** Facts that are missing or were never digested, and operators’ tasks that nobody closed. */
async function notCarriedOn(db: Db, enrolled: readonly Enrolled[], facts: readonly string[]): Promise<string[]> {
  const ids = enrolled.map(({ id }) => id);
  const kept = await db.selectFrom('event').select('id').where('id', 'in', facts).execute();
  const behind = await db
    .selectFrom('enrolment')
    .select('id')
    .where('id', 'in', ids)
    .whereRef('digested_seq', '<', 'event_seq')
    .execute();
  const tasks = await db
    .selectFrom('task')
    .select('id')
    .where('enrolment_id', 'in', ids)
    .where('kind', '=', 'look-at-quarantined-event')
    .where('status', '=', 'open')
    .execute();
  return [
    ...(kept.length === facts.length ? [] : [`${facts.length - kept.length} facts are missing`]),
    ...(behind.length === 0 ? [] : [`${behind.length} enrolments have facts that nobody digested`]),
    ...(tasks.length === 0 ? [] : [`${tasks.length} operators’ tasks are still open`]),
  ];
}
