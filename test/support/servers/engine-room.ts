import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Activities } from '../../../activities';

export type EngineRoom = {
  client: Client;
  /** Signal-with-start, as the house nudges. */
  nudge(type: string, workflowId: string, input: object): Promise<WorkflowHandle>;
  close(): Promise<void>;
};

/** The real engine with the real workflow code, and activities that a test writes itself. */
export async function openEngineRoom(activities: Activities, taskQueue: string): Promise<EngineRoom> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const address = process.env.TEST_TEMPORAL_ADDRESS;
  const codePath = process.env.TEST_WORKFLOW_BUNDLE;
  if (address === undefined || codePath === undefined) throw new Error('No engine: run the tests with Jest.');
  const namespace = `w${process.env.JEST_WORKER_ID ?? '1'}`;
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle: { codePath }, activities });
  const running = worker.run();
  const clientConnection = await Connection.connect({ address });
  const client = new Client({ connection: clientConnection, namespace });
  return {
    client,
    nudge: (type, workflowId, input) =>
      client.workflow.signalWithStart<(input: object) => Promise<void>, [string]>(type, {
        workflowId,
        taskQueue,
        args: [input],
        signal: 'nudge',
        signalArgs: ['test'],
      }),
    close: async () => {
      worker.shutdown();
      await running;
      await connection.close();
      await clientConnection.close();
    },
  };
}

/** A promise with its handle outside, for holding a step open. */
export function latch(): { opened: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
