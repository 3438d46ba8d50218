import { randomUUID } from 'node:crypto';
import type { Activities, Waits } from '../../activities';
import { latch, openEngineRoom, type EngineRoom } from '../support/servers/engine-room';

const waiting: Waits = { ended: false, dueInMs: null, waitingFor: 'news' };

/** News that a step reads, as the real one reads the database: what counts is that none stays unread. */
describe('a workflow that steps and waits', () => {
  let room: EngineRoom;
  let news = 0;
  let read: number[] = [];
  let step: () => Promise<Waits> = () => Promise.resolve(waiting);
  const input = { enrolmentId: 'e', eventsPerRun: 12 };
  const take = (): Promise<Waits> => {
    read.push(news);
    return step();
  };
  const activities: Activities = {
    advanceEnrolment: take,
    climbLadder: take,
    sendDueMessages: () => take().then(() => ({ sent: 0, dueInMs: null })),
  };

  beforeAll(async () => {
    room = await openEngineRoom(activities, 'keep-stepping');
  });
  afterAll(() => room.close());
  beforeEach(() => {
    news = 0;
    read = [];
    step = () => Promise.resolve(waiting);
  });

  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setImmediate(resolve));
  };
  const nudge = (id: string) => room.nudge('carePathway', id, input);
  const end = async (id: string) => {
    step = () => Promise.resolve({ ...waiting, ended: true });
    const handle = await nudge(id);
    await handle.result();
  };

  it('reads news that came during a step in the next one', async () => {
    const id = `enrolment/${randomUUID()}`;
    const held = latch();
    step = () => held.opened.then(() => waiting);
    await nudge(id);
    await until(() => read.length === 1);

    news = 1;
    await nudge(id);
    step = () => Promise.resolve(waiting);
    held.open();

    await until(() => read.includes(1));
    await end(id);
  });

  it('loses no news while it continues as new, time and again', async () => {
    const id = `enrolment/${randomUUID()}`;
    for (let n = 1; n <= 40; n += 1) {
      news = n;
      await nudge(id);
      if (n % 4 === 0) await until(() => read.includes(n));
    }

    await until(() => read.includes(40));

    const [first, ...more] = await runsOf(id);
    expect(first).toBeDefined();
    expect(more.length).toBeGreaterThan(1);
    await end(id);
  });

  it('begins again when it is nudged after its end', async () => {
    const id = `enrolment/${randomUUID()}`;
    await end(id);

    news = 7;
    await end(id);

    expect(read.at(-1)).toBe(7);
    expect(await runsOf(id)).toHaveLength(2);
  });

  it('steps again by itself when the time has come', async () => {
    const id = `escalation/${randomUUID()}`;
    step = () => Promise.resolve(read.length === 1 ? { ...waiting, dueInMs: 1 } : { ...waiting, ended: true });

    const handle = await room.nudge('escalation', id, { escalationId: 'x' });
    await handle.result();

    expect(read.length).toBeGreaterThanOrEqual(2);
  });

  async function runsOf(workflowId: string): Promise<string[]> {
    const runs: string[] = [];
    for await (const run of room.client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) runs.push(run.runId);
    return runs;
  }
});
