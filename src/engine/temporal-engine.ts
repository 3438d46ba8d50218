import { Client, Connection } from '@temporalio/client';
import type { Logger } from '../log';
import type { Engine } from './engine';
import { queues, workflowOf } from './names';

const DEADLINE_MS = 2000;
const MOST_IN_FLIGHT = 50;

type Target = { type: string; workflowId: string; args: object[] };

/**
 * Nudges by signal-with-start: one attempt, two seconds, at most fifty in flight and the rest dropped.
 * The sweeper finds whoever was not reached, so a nudge is never worth waiting for.
 */
export function connectEngine(options: { address: string; namespace: string; log: Logger }): Engine {
  // No interceptors: the default one retries, and closing a connection in retry back-off throws out of nowhere.
  const connection = Connection.lazy({ address: options.address, interceptors: [] });
  const client = new Client({ connection, namespace: options.namespace });
  const inFlight = new Set<Promise<void>>();

  function nudge({ type, workflowId, args }: Target, because?: string): void {
    if (inFlight.size >= MOST_IN_FLIGHT) return;
    const sent = connection
      .withDeadline(Date.now() + DEADLINE_MS, () =>
        client.workflow.signalWithStart<(...args: object[]) => Promise<void>, [string?]>(type, {
          workflowId,
          taskQueue: queues.pathway,
          args,
          signal: 'nudge',
          signalArgs: because === undefined ? [] : [because],
        }),
      )
      .then(
        () => undefined,
        (error: unknown) => {
          options.log.debug({ workflowId, err: error }, 'nudge not delivered; the sweeper will find it');
        },
      )
      .finally(() => inFlight.delete(sent));
    inFlight.add(sent);
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
    isReachable: () =>
      connection
        .withDeadline(Date.now() + DEADLINE_MS, () => connection.workflowService.getSystemInfo({}))
        .then(
          () => true,
          () => false,
        ),
    close: async () => {
      await Promise.allSettled(inFlight);
      await connection.close();
    },
  };
}
