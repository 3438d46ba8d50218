import { axeFindings, faultsInBothLights, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

const places = [
  '/escalations',
  '/worklist',
  '/rota',
  '/pathways',
  '/pathways/post-laminectomy-syndrome/3',
  '/operations',
  '/audit',
];

inBrowser('around every screen', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  /** Opens each place; by its address, what is wrong with it. */
  async function walk(screen: { width: number; height: number }, look: typeof faultsInBothLights) {
    const { page, faults, settled, close } = await room.desk('lead', screen);
    const found: Record<string, unknown> = {};
    for (const path of places) {
      await page.goto(path);
      await page.locator('h1').first().waitFor();
      await settled();
      if (process.env.SHOTS !== undefined)
        await page.screenshot({
          path: `${process.env.SHOTS}/${String(screen.width)}${path.replaceAll('/', '_')}.png`,
        });
      const wrong = await look(page);
      if (wrong.length > 0) found[path] = wrong;
    }
    await close();
    return { found, faults };
  }

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a small phone', { width: 320, height: 640 }],
  ])(
    'G-11: the places of the clinic are whole on %s, in the light and in the dark: axe finds nothing, nobody scrolls sideways, the policy is kept',
    async (_name, screen) => {
      expect(await walk(screen, faultsInBothLights)).toEqual({ found: {}, faults: [] });
    },
  );

  test.each([
    ['a tablet', { width: 768, height: 1024 }],
    ['a phone', { width: 390, height: 844 }],
  ])('G-11: so are they on %s in the light', async (_name, screen) => {
    const look: typeof faultsInBothLights = async (page) => {
      const wide = await tooWide(page);
      return [...(wide > 0 ? [{ wide }] : []), ...(await axeFindings(page))];
    };
    expect(await walk(screen, look)).toEqual({ found: {}, faults: [] });
  });
});
