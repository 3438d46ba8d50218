import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { localDateAt, plusDays } from '../../src/domain/calendar/calendar';
import { MINUTE } from '../../src/domain/words/time';
import { at, london } from '../support/care/facts';
import type { Check } from './checks/checker';
import type { Client } from './client';
import type { HouseProcess } from './house-process';
import { setClock, settledRows, untilTrue, withDatabase } from './played-house';
import { readRows, type Rows } from './checks/rows';

/**
 * "Deleting the Temporal data while stopped loses nothing." On Friday noon the engine's store is deleted. Then the clock
 * is set past the next morning in the database, so that nobody nudges but the sweeper; after that a week is walked.
 */
export async function loseTemporal(
  house: HouseProcess,
  client: Client,
): Promise<{ check: Check; rows: Rows; settledAt: number }> {
  const before = await readRows(house.databaseUrl);
  const saturday = plusDays(localDateAt(london, before.now), 1);
  const nextSaturday = plusDays(saturday, 7);
  await house.stop();
  rmSync(join(house.folder, 'temporal'), { recursive: true });
  await house.start();

  await withDatabase(house, (db) => setClock(db, at(saturday, '09:01')));
  await untilTrue('the sweeper carries on after the engine lost its data', 4 * MINUTE, async () => {
    const rows = await readRows(house.databaseUrl);
    // Not the mails alone: they leave by the plan. The enrolments themselves must be woken and wait for the next time.
    const late = rows.enrolments.filter(({ wakeAt }) => wakeAt !== null && wakeAt <= rows.now);
    return late.length === 0 && uninvited(rows, saturday).length === 0;
  });
  await client.walkTo(at(nextSaturday, '09:01'));

  const { rows, settledAt } = await settledRows(house, client);
  const active = rows.enrolments.filter(({ status }) => status === 'active');
  const silent = active.filter(({ id }) => entriesOf(rows, id) <= entriesOf(before, id)).map(({ who }) => who);
  const faults = [
    ...[saturday, nextSaturday].flatMap((day) => uninvited(rows, day).map((who) => `${who} was not asked on ${day}`)),
    ...silent.map((who) => `the journal of ${who} stands still`),
  ];
  return { check: { title: 'goes on without its Temporal data', looked: active.length * 2, faults }, rows, settledAt };
}

/** Active patients whose invitation of that day was not accepted. */
function uninvited({ enrolments, messages }: Rows, day: string): string[] {
  return enrolments
    .filter(({ status }) => status === 'active')
    .filter(
      ({ id }) =>
        !messages.some((m) => m.enrolmentId === id && m.key.endsWith(`@${day}/invite`) && m.state === 'accepted'),
    )
    .map(({ who }) => who);
}

const entriesOf = ({ journal }: Rows, id: string): number =>
  journal.filter(({ enrolmentId }) => enrolmentId === id).length;
