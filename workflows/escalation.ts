import { makeContinueAsNewFunc, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { keepStepping, patience } from './shape';

/** Runs that began on an older queue move over. */
const runAgain = makeContinueAsNewFunc<typeof escalation>({ taskQueue: 'alerts' });
const { climbLadder } = proxyLocalActivities<Activities>(patience);

/** One escalation's ladder: tell whoever is next, wait for news or the deadline. Ends when a person resolved it, never by itself. */
export async function escalation(input: { escalationId: string; eventsPerRun?: number }): Promise<void> {
  await keepStepping(
    () => climbLadder({ escalationId: input.escalationId }),
    () => runAgain(input),
    input.eventsPerRun,
  );
}
