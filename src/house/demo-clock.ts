import { sql } from 'kysely';
import { DomainError } from '../domain/words/error';
import type { Instant } from '../domain/words/time';
import type { Engine } from '../engine/engine';
import type { ClockTarget, WalkClock, Walked } from '../engine/temporal-engine';
import type { Store } from '../storage/store';
import type { Due, Exhausted } from '../storage/house/demo-clock';

const GIVE_UP_MS = 30_000;
const LOOK_EVERY_MS = 15;
const NUDGE_AGAIN_MS = 2000;
const WALK_LOCK = 4108;

/**
 * Advances a demonstration clinic from due instant to due instant: move the clock, nudge what is due, wait until it is
 * done, next. One walk at a time per clinic; thirty seconds (wall clock) without progress name what is stuck.
 */
export function createWalkClock({ store, engine }: { store: Store; engine: Engine }): WalkClock {
  return (clinicId, target) =>
    store.db.connection().execute(async (connection) => {
      const key = sql`${WALK_LOCK}, hashtext(${clinicId})`;
      const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${key}) as mine`.execute(connection);
      if (rows[0]?.mine !== true)
        throw new DomainError(
          'not-possible-now',
          'The clock of this clinic is being advanced already: wait until that has finished.',
        );
      try {
        return await walk(store, engine, clinicId, target);
      } finally {
        await sql`select pg_advisory_unlock(${key})`.execute(connection);
      }
    });
}

async function walk(store: Store, engine: Engine, clinicId: string, target: ClockTarget): Promise<Walked> {
  const start = await store.clock.clinicNow(store.db, clinicId);
  const until = await targetInstant(store, clinicId, target, start);
  if (until < start) throw new DomainError('invalid', 'The clock only goes forward: ask for a time after now.');
  const before = new Map((await store.demoClock.exhausted(store.db, clinicId)).map((e) => [e.id, e]));
  let folded = 0;
  let instants = 0;
  for (;;) {
    const [next] = await store.demoClock.dueBy(store.db, { clinicId }, until, 1);
    if (!next) break;
    const at = await store.demoClock.moveClock(store.db, clinicId, next.at);
    await settle(store, engine, clinicId, Math.min(at, until));
    instants += 1;
    const told = (await store.demoClock.exhausted(store.db, clinicId))
      .filter((e) => isTold(e, before.get(e.id)))
      .map(({ id }) => id);
    folded += await store.transact(store.db, (tx) => store.demoClock.foldRepeats(tx, clinicId, told, until));
  }
  const now = await store.demoClock.moveClock(store.db, clinicId, until);
  // However many days were walked, one canary says whether paging works now.
  for (const id of await store.transact(store.db, (tx) => store.canary.runCanary(tx, clinicId)))
    engine.nudgeEscalation(id);
  return { now, instants, folded };
}

/** In this walk everybody was told again, or for the first time. */
function isTold(e: Exhausted, before: Exhausted | undefined): boolean {
  return before?.round !== e.round || e.repeats > before.repeats;
}

async function targetInstant(store: Store, clinicId: string, target: ClockTarget, now: Instant): Promise<Instant> {
  if (target !== 'next-event') return 'at' in target ? target.at : now + target.advanceMs;
  const [next] = await store.demoClock.dueBy(store.db, { clinicId }, Number.MAX_SAFE_INTEGER / 1024, 1);
  return Math.max(now, next?.at ?? now);
}

/** Waits until nothing is due by `at`. Progress is any change of what is due. */
async function settle(store: Store, engine: Engine, clinicId: string, at: Instant): Promise<void> {
  let seen = '';
  let progressAt = Date.now();
  let nudgedAt = 0;
  for (;;) {
    const due = await store.demoClock.dueBy(store.db, { clinicId }, at, 500);
    const first = due[0];
    if (!first) return;
    const now = Date.now();
    const what = JSON.stringify(due);
    if (what !== seen) {
      progressAt = now;
      if (due.some((d) => !seen.includes(d.id))) nudgedAt = 0;
      seen = what;
    }
    if (now - progressAt > GIVE_UP_MS) {
      throw new DomainError(
        'stuck',
        `The clock stands still: ${first.what} ${first.id}, due ${new Date(first.at).toISOString()}, was not carried out in 30 seconds.`,
      );
    }
    if (now - nudgedAt > NUDGE_AGAIN_MS) {
      nudge(engine, due);
      nudgedAt = now;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function nudge(engine: Engine, due: Due[]): void {
  for (const { what, id } of due) {
    if (what === 'enrolment') engine.nudgeEnrolment(id, 'time');
    if (what === 'escalation') engine.nudgeEscalation(id);
  }
  if (due.some((d) => d.what === 'bulk mail')) engine.nudgeDispatch('bulk');
  if (due.some((d) => d.what === 'urgent mail')) engine.nudgeDispatch('urgent');
}
