import { Client, Connection } from '@temporalio/client';
import type { Logger } from '../log';
import { type Engine, type Sleeper, workflowOf } from './engine';
import type { Instant } from '../domain/words/time';

const DEADLINE_MS = 2000;
/** Of one kind: a crowd of enrolments takes no room from the nudge of a ladder. */
const MOST_IN_FLIGHT = 50;

type Target = { type: string; workflowId: string; taskQueue: string; args: object[] };

/**
 * Nudges by signal-with-start: one attempt, two seconds. Those that nobody waits for are at most fifty of a kind in
 * flight and the rest dropped: the sweeper finds whoever was not reached.
 */
export function connectEngine(options: { address: string; namespace: string; log: Logger }): Engine {
  // No interceptors: the default one retries, and closing a connection in retry back-off throws out of nowhere.
  const connection = Connection.lazy({ address: options.address, interceptors: [] });
  const client = new Client({ connection, namespace: options.namespace });
  const inFlight = new Map<string, Set<Promise<boolean>>>();

  /** Whether the engine took it. Never rejects. */
  function send({ type, workflowId, taskQueue, args }: Target, because?: string): Promise<boolean> {
    return connection
      .withDeadline(Date.now() + DEADLINE_MS, () =>
        client.workflow.signalWithStart<(...args: object[]) => Promise<void>, [string?]>(type, {
          workflowId,
          taskQueue,
          args,
          signal: 'nudge',
          signalArgs: because === undefined ? [] : [because],
        }),
      )
      .then(
        () => true,
        (error: unknown) => {
          options.log.debug({ workflowId, err: error }, 'nudge not delivered; the sweeper will find it');
          return false;
        },
      );
  }

  function nudge(target: Target, because?: string): void {
    const kind = `${target.taskQueue} ${target.type}`;
    const ofItsKind = inFlight.get(kind) ?? new Set();
    inFlight.set(kind, ofItsKind);
    if (ofItsKind.size >= MOST_IN_FLIGHT) return;
    const sent = send(target, because).finally(() => ofItsKind.delete(sent));
    ofItsKind.add(sent);
  }

  return {
    nudgeEnrolment: (id, because) => {
      nudge(workflowOf.enrolment(id), because);
    },
    nudgeEscalation: (id) => {
      nudge(workflowOf.escalation(id));
    },
    nudgeDispatch: (lane) => {
      nudge(workflowOf.dispatch(lane));
    },
    wake: (sleeper) => send(...targetOf(sleeper)),
    isReachable: () =>
      connection
        .withDeadline(Date.now() + DEADLINE_MS, () => connection.workflowService.getSystemInfo({}))
        .then(
          () => true,
          () => false,
        ),
    close: async () => {
      await Promise.allSettled([...inFlight.values()].flatMap((sent) => [...sent]));
      await connection.close();
    },
  };
}

function targetOf(sleeper: Sleeper): [Target, string?] {
  if ('enrolment' in sleeper) return [workflowOf.enrolment(sleeper.enrolment), sleeper.because];
  if ('escalation' in sleeper) return [workflowOf.escalation(sleeper.escalation)];
  return [workflowOf.dispatch(sleeper.lane)];
}

/** So many are asked of the engine at once: it answers faster than one by one, and is not flooded. */
const AT_ONCE = 20;

/**
 * Wakes them in their order. `taken` hears of each lot what the engine took. Returns those it did not take: once it took
 * nothing of a lot it is gone, and the rest is not tried, so that an engine that hangs costs two seconds.
 */
export async function wakeAll<T extends Sleeper>(
  engine: Pick<Engine, 'wake'>,
  sleepers: readonly T[],
  taken: (lot: readonly T[]) => Promise<void> = () => Promise.resolve(),
): Promise<T[]> {
  const missed: T[] = [];
  for (let from = 0; from < sleepers.length; from += AT_ONCE) {
    const lot = sleepers.slice(from, from + AT_ONCE);
    const answers = await Promise.all(lot.map((sleeper) => engine.wake(sleeper)));
    const reached = lot.filter((_, n) => answers[n] === true);
    missed.push(...lot.filter((_, n) => answers[n] !== true));
    if (reached.length === 0) return [...missed, ...sleepers.slice(from + AT_ONCE)];
    await taken(reached);
  }
  return missed;
}

/** Where a demonstration clock is to go; `advanceMs: 0` means: carry out what is due now, then answer. */
export type ClockTarget = { advanceMs: number } | { at: Instant } | 'next-event';

/** `instants` were walked, and so many repeats of exhausted ladders were folded into one. */
export type Walked = { now: Instant; instants: number; folded: number };

/** Resolves once everything due up to the target is carried out; one walk at a time per clinic. */
export type WalkClock = (clinicId: string, target: ClockTarget) => Promise<Walked>;
