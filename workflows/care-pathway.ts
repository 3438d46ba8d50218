import { continueAsNew, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import { keepStepping, patience } from './shape';

const { advanceEnrolment } = proxyLocalActivities<Activities>(patience);

/** One enrolment's promises. It holds no clinical state: each step is one idempotent transaction. Ends with the enrolment. */
export async function carePathway(input: { enrolmentId: string; eventsPerRun?: number }): Promise<void> {
  await keepStepping(
    () => advanceEnrolment({ enrolmentId: input.enrolmentId }),
    () => continueAsNew<typeof carePathway>(input),
    input.eventsPerRun,
  );
}
