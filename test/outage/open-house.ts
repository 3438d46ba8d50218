import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { plusDays } from '../../src/domain/calendar/calendar';
import type { Instant } from '../../src/domain/words/time';
import { connect, type Db } from '../../src/storage/tx/connection';
import { clinicNow } from '../../src/storage/tx/fragments';
import { raiseEscalation } from '../../src/storage/escalation/escalations';
import { transact } from '../../src/storage/tx/transact';
import { Client } from '../kill/client';
import { HouseProcess } from '../kill/house-process';
import { setClock } from '../kill/played-house';
import { at, firstOn } from '../support/care/facts';

const IN_HOURS = at(firstOn, '10:00');

/** When everybody has been asked for the first time: Monday, half an hour after the hour that they prefer. */
export const FIRST_ASKED = at(plusDays(firstOn, 2), '09:30');

type Preparation = {
  /** What is done to its empty folder before it starts. */
  prepare?: (house: HouseProcess) => void | Promise<void>;
  /** The clinic's time when the work begins; null = what its store says. */
  startsAt?: Instant | null;
};

/** Runs the work in a real house of its own, on a Saturday at ten, and removes it whatever happens. */
export async function inHouse<T>(
  env: Record<string, string>,
  work: (house: HouseProcess, client: Client) => Promise<T>,
  { prepare = () => undefined, startsAt = IN_HOURS }: Preparation = {},
): Promise<T> {
  const house = new HouseProcess({ WATCH_INTERVAL_SECONDS: '30', ...env });
  try {
    await prepare(house);
    await house.start();
    if (startsAt !== null) await inDatabase(house, (db) => setClock(db, startsAt));
    return await work(house, new Client(house));
  } finally {
    await house.stop();
    house.remove();
  }
}

export async function inDatabase<T>(house: HouseProcess, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connect(house.databaseUrl, { max: 4, statementTimeoutMs: 60_000 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

export type Enrolled = { id: string; patientId: string };

/** People who share nothing but the clinic, eight at a time; the nth of them is `personOf(first + n)`. */
export async function enrolMany(client: Client, count: number, first = 0): Promise<Enrolled[]> {
  const enrolled: Enrolled[] = [];
  let next = first;
  const enrolNext = async (): Promise<void> => {
    while (next < first + count) {
      const n = next;
      next += 1;
      enrolled[n - first] = await client.post<Enrolled>('coordinator', '/enrolments', personOf(n));
    }
  };
  await Promise.all(Array.from({ length: 8 }, enrolNext));
  return enrolled;
}

const letters = (n: number): string => String(n).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));

export const personOf = (n: number): object => ({
  pathway: 'post-laminectomy-syndrome',
  version: 1,
  patient: {
    ...{ reference: `O-${n}`, familyName: `Okafor-${letters(n)}`, givenName: 'Ada', bornOn: '1970-05-14' },
    ...{ language: 'en', timeZone: 'Europe/London', preferredTime: '09:00', email: `o-${n}@example.test` },
    phone: `+44 20 7946 ${String(1000 + n).padStart(4, '0')}`,
  },
  consent: { email: true, givenOn: firstOn },
});

/** One tier-now ladder for each of these patients, as the core would raise it. Nobody is nudged: the sweeper must find them. */
export function raiseLadders(db: Db, patients: readonly Enrolled[]): Promise<string[]> {
  return transact(db, async (tx) => {
    const { id: clinicId } = await tx.selectFrom('clinic').select('id').executeTakeFirstOrThrow();
    const now = await clinicNow(tx, clinicId);
    const ids: string[] = [];
    for (const { id: enrolmentId, patientId } of patients) {
      const signal = {
        clinicId,
        patientId,
        enrolmentId,
        tier: 'now',
        class: 'spine',
        rule: 'foot-drop',
        at: now,
      } as const;
      ids.push((await raiseEscalation(tx, { ...signal, signalKey: `outage/${enrolmentId}` })).escalationId);
    }
    return ids;
  });
}

/** Of these ladders, those about which a mail server has accepted a mail to somebody. */
export async function told(db: Db, ladders: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(distinct escalation_id)::int as count from message
    where escalation_id = any(${ladders}) and state = 'accepted'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Enrolments whose next look is overdue by more than half a minute. */
export async function late(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from enrolment
    where wake_at < clinic_now(clinic_id) - interval '30 seconds'`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function quarantined(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from enrolment where quarantined`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

/** Seconds until it holds, or null when it did not within `seconds`. A look that fails counts as "not yet". */
export async function secondsUntil(
  seconds: number,
  holds: () => Promise<boolean>,
  since = performance.now(),
): Promise<number | null> {
  for (;;) {
    const passed = (performance.now() - since) / 1000;
    if (await holds().catch(() => false)) return Math.round(passed);
    if (passed > seconds) return null;
    await delay(500);
  }
}

export type Asked = { status: number; ms: number; retryAfter: string | null; type: string };

/** Asks once, without patience. Status 0: no answer within twenty seconds. */
export async function ask(house: HouseProcess, path: string, key?: string): Promise<Asked> {
  const since = performance.now();
  const ms = () => Math.round(performance.now() - since);
  try {
    const response = await fetch(house.url + path, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(20_000),
    });
    await response.arrayBuffer();
    const { status, headers } = response;
    return { status, ms: ms(), retryAfter: headers.get('retry-after'), type: headers.get('content-type') ?? '' };
  } catch {
    return { status: 0, ms: ms(), retryAfter: null, type: '' };
  }
}

/** Whether the watch has said this since then (wall clock), in its own log. */
export function watchSaid(house: HouseProcess, check: string, since: Instant): boolean {
  const file = join(house.folder, 'logs', 'watch.log');
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return false; // a device has no end
  return readFileSync(file, 'utf8')
    .split('\n')
    .some((line) => {
      try {
        const { time, finding } = JSON.parse(line) as { time?: number; finding?: { check?: string } };
        return (time ?? 0) >= since && finding?.check === check;
      } catch {
        return false;
      }
    });
}
