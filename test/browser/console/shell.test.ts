import { axeFindings, inBrowser, tooWide } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

const places = {
  lead: [
    '/escalations',
    '/worklist',
    '/rota',
    '/pathways',
    '/pathways/post-laminectomy-syndrome/3',
    '/operations',
    '/audit',
  ],
  operator: ['/rota', '/operations'],
};

inBrowser('around every screen', () => {
  let room: StaffRoom;
  beforeAll(async () => {
    room = await staffRoom();
  });
  afterAll(() => room.close());

  test.each([
    ['a desk', { width: 1366, height: 768 }],
    ['a desk in the dark', { width: 1366, height: 768, dark: true }],
    ['a tablet', { width: 768, height: 1024 }],
    ['a phone', { width: 390, height: 844 }],
    ['a small phone in the dark', { width: 320, height: 640, dark: true }],
  ])(
    'G-11: the places of the clinic are whole on %s: axe finds nothing, nobody scrolls sideways, the policy is kept',
    async (name, screen) => {
      const { page, faults, close } = await room.desk('lead', screen);
      const found: Record<string, unknown> = {};
      for (const path of places.lead) {
        await page.goto(path);
        await page.locator('h1').first().waitFor();
        await page.waitForTimeout(300);
        if (process.env.SHOTS !== undefined)
          await page.screenshot({
            path: `${process.env.SHOTS}/${name.replaceAll(' ', '-')}${path.replaceAll('/', '_')}.png`,
          });
        const [wide, findings] = [await tooWide(page), await axeFindings(page)];
        if (wide > 0 || findings.length > 0) found[path] = { wide, findings };
      }
      expect([found, faults]).toEqual([{}, []]);
      await close();
    },
  );
});
