import { handOf, type By } from '../../../support/journeys/hand';
import { type Journey, screenOf } from '../../../support/journeys/journey';
import { close, decide, takeOn } from '../../../support/journeys/night';
import { inBrowser, type Screen, tooWide } from '../../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../../support/servers/console';

const screens: Record<By, Screen> = {
  mouse: { width: 1366, height: 768 },
  keyboard: { width: 1366, height: 768 },
  thumb: { width: 390, height: 660 },
};

inBrowser('the main tasks of whoever is woken', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  async function go<Start>(journey: Journey<Start>, by: By) {
    const start = await journey.ready(room);
    const desk = await screenOf(room, journey, screens[by]);
    await journey.begin(desk.page, start);
    const hand = handOf(desk.page, by);
    await journey.walk(hand, start);
    const wide = await tooWide(desk.page);
    await desk.close();
    return { count: hand.count, wide, faults: desk.faults };
  }
  const hands: By[] = ['mouse', 'keyboard', 'thumb'];

  describe.each(hands)('G-10, G-11: by %s', (by) => {
    test.each([
      ['T-1, K1-2', takeOn.task, takeOn],
      ['T-2, K2-1', close.task, close],
      ['T-3, K2-3', decide.task, decide],
    ] as [string, string, Journey][])('%s: %s', async (_line, _task, journey) => {
      const { count, wide, faults } = await go(journey, by);

      if (by !== 'keyboard') expect(count.presses).toBeLessThanOrEqual(journey.most.presses);
      expect(count.fields).toBeLessThanOrEqual(journey.most.fields);
      expect({ wide, faults }).toEqual({ wide: 0, faults: [] });
    });
  });
});
