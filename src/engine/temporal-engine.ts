import { Client, Connection } from '@temporalio/client';
import type { Logger } from '../log';
import type { Engine, Sleeper } from './engine';
import { workflowOf } from './names';

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
