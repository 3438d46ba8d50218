import { type By, handOf } from '../../support/journeys/hand';
import { type Journey, screenOf } from '../../support/journeys/journey';
import { chase, enrol, find } from '../../support/journeys/day';
import { redFlag, weekly } from '../../support/journeys/patient';
import { inBrowser } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

const desk = { width: 1366, height: 768 };
const phone = { width: 390, height: 660 };

inBrowser('T-4, T-5, T-9, T-10, T-12: the tasks that are counted', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  test.each([
    [find.task, 'mouse', find],
    [find.task, 'keyboard', find],
    [enrol.task, 'mouse', enrol],
    [enrol.task, 'keyboard', enrol],
    [chase.task, 'mouse', chase],
    [chase.task, 'keyboard', chase],
    [weekly.task, 'thumb', weekly],
    [redFlag.task, 'thumb', redFlag],
  ] as [string, By, Journey][])('%s, by %s', async (_task, by, journey) => {
    const start = await journey.ready(room);
    const { page, close } = await screenOf(room, journey, by === 'thumb' ? phone : desk);
    await journey.begin(page, start);
    const hand = handOf(page, by);
    await journey.walk(hand, start);

    if (by !== 'keyboard') expect(hand.count.presses).toBeLessThanOrEqual(journey.most.presses);
    expect(hand.count.fields).toBeLessThanOrEqual(journey.most.fields);
    await close();
  });
});
