import type { Page } from 'playwright-core';
import { raise } from '../../support/journeys/night-scenes';
import { inBrowser } from '../../support/servers/browser';
import { type StaffRoom, staffRoom } from '../../support/servers/console';

/** What stands on a screen about one of them and no other. */
const people = [
  { familyName: 'Quaverley', givenName: 'Ada', phone: '+44 7700 900111' },
  { familyName: 'Brightwell', givenName: 'Bea', phone: '+44 7700 900222' },
  { familyName: 'Castellan', givenName: 'Cyd', phone: '+44 7700 900333' },
];
const marks = people.map(({ familyName, phone }) => [familyName, familyName.toUpperCase(), phone]);
const SWITCHES = 20;

/** Looks at every frame, and at every change between frames, for more than one patient at once. */
const watch = (ids: string[][]) => `
  const marks = ${JSON.stringify(marks)}, ids = ${JSON.stringify(ids)};
  window.seen = { frames: 0, mixed: [], late: [], people: new Set() };
  const look = () => {
    const text = document.body.innerText;
    const there = marks.flatMap((each, n) => (each.some((mark) => text.includes(mark)) ? [n] : []));
    const asked = ids.findIndex((each) => each.some((id) => location.pathname.includes(id)));
    for (const n of there) window.seen.people.add(n);
    if (there.length > 1) window.seen.mixed.push(location.pathname + ' ' + there);
    return there.length === 1 && there[0] !== asked;
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
  const frame = () => {
    window.seen.frames += 1;
    if (look()) window.seen.late.push(location.pathname);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);`;

type Seen = { frames: number; mixed: string[]; late: string[]; people: number };
const seenBy = (page: Page) => page.evaluate<Seen>('({ ...window.seen, people: window.seen.people.size })');

inBrowser('G-2 no screen mixes two patients', () => {
  let room: StaffRoom;
  let ids: string[][];
  beforeAll(async () => {
    room = await staffRoom();
    ids = [];
    for (const patient of people) {
      const enrolled = await room.f.enrolled({ patient });
      ids.push([enrolled.id, await raise(room.f, enrolled, { tier: 'today' })]);
    }
    await room.f.settle();
  });
  afterAll(() => room.close());

  test('20 quick switches on a slow network, by Back, Forward and links: 0 mixed frames', async () => {
    const { page, faults, close } = await room.desk('clinician');
    let asked = 0;
    await page.route('**/api/v1/**', async (route) => {
      asked += 1;
      // Some answers overtake others.
      await new Promise((resolve) => setTimeout(resolve, 40 + ((asked * 97) % 260)));
      await route.continue().catch(() => undefined);
    });
    const addresses = ids.flatMap(([enrolment, escalation]) => [`/cases/${enrolment}`, `/escalations/${escalation}`]);
    await page.goto('/worklist?view=on-track');
    await page.locator('main h1').waitFor();
    for (const address of addresses) {
      await page.evaluate(`history.pushState(null, '', ${JSON.stringify(address)})`);
    }
    await page.evaluate(watch(ids));
    // Each of the pages is looked at for a moment only: the next step comes while the answers of the last are on their way.
    await page.evaluate(`new Promise((done) => {
      let left = ${String(SWITCHES)};
      const frames = (n, then) => requestAnimationFrame(() => (n > 0 ? frames(n - 1, then) : then()));
      const step = () => {
        if (left === 0) return done();
        history.go(left % 5 === 0 ? -3 : left % 2 === 0 ? 2 : -1);
        left -= 1;
        frames(6 + (left % 4) * 8, step);
      };
      step();
    })`);
    await page.evaluate(`history.go(-1)`);
    await page.locator('section[aria-label=Patient]').waitFor();
    const seen = await seenBy(page);

    expect(seen.mixed).toEqual([]);
    expect(seen.late).toEqual([]);
    expect(seen.frames).toBeGreaterThan(SWITCHES);
    expect(seen.people).toBeGreaterThan(1);
    expect(faults).toEqual([]);
    await close();
  });

  test('a dialog is of one patient: Back to another one takes it away with what was typed', async () => {
    const { page, close } = await room.desk('coordinator');
    const banner = (name: string) => page.locator('section[aria-label=Patient]').filter({ hasText: name });
    const [[first = ''] = [], [second = ''] = []] = ids;
    await page.goto(`/cases/${first}`);
    await banner('QUAVERLEY').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('Brightwell');
    await page.getByRole('option').filter({ hasText: 'BRIGHTWELL' }).click();
    await banner('BRIGHTWELL').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/cases/${second}`);
    await page.getByRole('button', { name: 'Change how this patient is reached' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('BRIGHTWELL').waitFor();

    await page.goBack();
    await banner('QUAVERLEY').waitFor();
    expect(await dialog.count()).toBe(0);
    expect(await page.locator('body').innerText()).not.toContain('BRIGHTWELL');
    await close();
  });
});
