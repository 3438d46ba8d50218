import { type Client, defaultPayloadConverter, type WorkflowHandle } from '@temporalio/client';

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

/** What an engine that is paid by use would charge, and how long the histories are. */
export type Cost = { runs: number; events: number; actions: number; steps: number; longestRun: number; nudges: Nudges };
export type Nudges = Record<string, number>;

// Temporal Cloud's price list: a start or continue-as-new, a signal, a timer and an upsert are an action each; the local
// activities (markers) of one workflow task share one. A closed list: a history with anything else in it is not counted.
const billed = new Set(['workflowExecutionStarted', 'workflowExecutionSignaled', 'timerStarted']);
const free = new Set([
  ...['workflowTaskScheduled', 'workflowTaskStarted', 'workflowTaskCompleted', 'workflowTaskTimedOut'],
  // A step was about to wait or to end while news came in: the engine hands out the same task again.
  'workflowTaskFailed',
  ...['timerFired', 'timerCanceled', 'workflowExecutionCompleted', 'workflowExecutionContinuedAsNew'],
]);

/** All runs of one workflow, walked back from the newest: the exported histories, not what a search may not know yet. */
export async function costOf(client: Client, workflowId: string): Promise<Cost> {
  const cost: Cost = { runs: 0, events: 0, actions: 0, steps: 0, longestRun: 0, nudges: {} };
  let runId: string | undefined;
  do {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    if (!events || events.length === 0) throw new Error(`${workflowId} has no history.`);
    add(cost, events);
    runId = events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? undefined;
  } while (runId !== undefined && runId !== '');
  return cost;
}

export function sum(costs: readonly Cost[]): Cost {
  return costs.reduce((a, b) => ({
    runs: a.runs + b.runs,
    events: a.events + b.events,
    actions: a.actions + b.actions,
    steps: a.steps + b.steps,
    longestRun: Math.max(a.longestRun, b.longestRun),
    nudges: a.nudges,
  }));
}

function add(cost: Cost, events: readonly HistoryEvent[]): void {
  const stepped = new Set<string>();
  for (const event of events) {
    const kind = kindOf(event);
    const cause = event.workflowTaskFailedEventAttributes?.cause;
    if (cause != null && String(cause) !== UNHANDLED_COMMAND)
      throw new Error(`A workflow task failed, cause ${String(cause)}.`);
    if (kind === 'markerRecorded') {
      cost.steps += 1;
      stepped.add(String(event.markerRecordedEventAttributes?.workflowTaskCompletedEventId));
    } else if (billed.has(kind)) cost.actions += 1;
    else if (!free.has(kind)) throw new Error(`${kind} is in no price list here: say what it costs.`);
    const reason = reasonOf(event);
    if (reason !== null) cost.nudges[reason] = (cost.nudges[reason] ?? 0) + 1;
  }
  cost.runs += 1;
  cost.events += events.length;
  cost.actions += stepped.size;
  cost.longestRun = Math.max(cost.longestRun, events.length);
}

/** WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND; any other failure would be a fault of ours. */
const UNHANDLED_COMMAND = '1';
const SUFFIX = 'EventAttributes';

function kindOf(event: HistoryEvent): string {
  const [name] = Object.entries(event).find(([key, value]) => key.endsWith(SUFFIX) && value !== null) ?? [];
  return name?.slice(0, -SUFFIX.length) ?? `event ${String(event.eventType)}`;
}

/** Why a nudge came: the type of the event, which is all that it carries. */
function reasonOf(event: HistoryEvent): string | null {
  const signal = event.workflowExecutionSignaledEventAttributes;
  if (!signal) return null;
  const [payload] = signal.input?.payloads ?? [];
  return payload ? String(defaultPayloadConverter.fromPayload<unknown>(payload)) : 'no reason';
}
