import { createClimbLadder } from '../../activities/climb-ladder';
import { HOUR, MINUTE } from '../../src/domain/words/time';
import { createStore } from '../../src/storage/store';
import { createLadderFixture, type LadderFixture } from '../support/ladder-fixture';

let f: LadderFixture;
beforeAll(async () => {
  f = await createLadderFixture();
});
afterAll(async () => {
  await f.close();
});

test('tells who is on duty, wakes the dispatcher only when there is something to send, and says until when it waits', async () => {
  const clinic = await f.aClinic();
  const ann = await clinic.staff();
  const now = await clinic.now();
  await clinic.shift('first', ann.staffId, now - HOUR, now + HOUR);
  const { escalationId } = await f.raise(clinic.signal(await clinic.patient()));
  const nudged: string[] = [];
  const climbLadder = createClimbLadder({
    store: createStore(f.db),
    engine: { nudgeDispatch: (lane) => nudged.push(lane) },
  });

  const first = await climbLadder({ escalationId });
  const again = await climbLadder({ escalationId });

  expect(first).toMatchObject({ ended: false, waitingFor: expect.stringContaining('rung 2 of 2') as string });
  expect(first.dueInMs).toBe(15 * MINUTE);
  expect(again.dueInMs).toBeLessThanOrEqual(15 * MINUTE);
  expect(nudged).toEqual(['urgent']);
});
