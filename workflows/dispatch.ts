import { makeContinueAsNewFunc, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { keepStepping } from './shape';

const LONGEST_WAIT_MS = 5 * 60_000;
/** Runs that began on an older queue move over. */
const queueOf = { bulk: 'pathway', urgent: 'alerts' } as const;

/** One lane of mail: hand over what is due, wait for news or the earliest due row. Never ends. */
export async function dispatch(input: { lane: 'bulk' | 'urgent'; eventsPerRun?: number }): Promise<void> {
  const { sendDueMessages } = proxyActivities<Activities>({
    taskQueue: `mail-${input.lane}`,
    startToCloseTimeout: '5m',
    heartbeatTimeout: '15s',
    retry: { initialInterval: '1s', maximumInterval: '30s' },
  });
  await keepStepping(
    async () => {
      const { sent, dueInMs } = await sendDueMessages({ lane: input.lane });
      const wait = Math.min(dueInMs ?? LONGEST_WAIT_MS, LONGEST_WAIT_MS);
      return {
        ended: false,
        dueInMs: wait,
        waitingFor: `due ${input.lane} mail; ${sent} handed over in the last round`,
      };
    },
    () => makeContinueAsNewFunc<typeof dispatch>({ taskQueue: queueOf[input.lane] })(input),
    input.eventsPerRun,
  );
}
