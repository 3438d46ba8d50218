import { condition, defineSignal, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Waits } from '../activities';

/** "Something changed, look": carries the event's type for whoever reads the history, and nothing else. */
const nudge = defineSignal<[string?]>('nudge');

/** A step is short and idempotent: tried again from 1 s to 30 s without end. */
export const patience = {
  startToCloseTimeout: '5s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
} as const;

/** Short runs replay quickly when they are woken cold; tests make them shorter. */
const EVENTS_PER_RUN = 200;

/**
 * The one shape of all workflows: step, then wait for news or the time. There is nothing to carry over, because
 * every run begins with a step; a nudge during the step or while it ends is seen after it.
 */
export async function keepStepping(
  step: () => Promise<Waits>,
  runAgain: () => Promise<never>,
  eventsPerRun = EVENTS_PER_RUN,
): Promise<void> {
  let nudged = false;
  setHandler(nudge, () => {
    nudged = true;
  });
  for (;;) {
    nudged = false; // immediately before the step, no await between
    const { ended, dueInMs, waitingFor } = await step();
    if (ended && !wasNudged()) return; // a later nudge starts a new run
    setCurrentDetails(waitingFor);
    if (workflowInfo().historyLength >= eventsPerRun) await runAgain();
    if (wasNudged()) continue;
    if (dueInMs === null) await condition(wasNudged);
    else await condition(wasNudged, Math.max(dueInMs, 1000), { summary: waitingFor });
  }

  // A function, so that the compiler does not take the handler's assignment for impossible.
  function wasNudged(): boolean {
    return nudged;
  }
}
