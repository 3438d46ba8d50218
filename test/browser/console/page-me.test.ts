import type { Page } from 'playwright-core';
import { mailsTo } from '../../support/care/clinic-week';
import {
  axeFindings,
  browserBefore,
  inBrowser,
  type PatientBrowser,
  press,
  tooWide,
} from '../../support/servers/browser';
import { type House, openHouse } from '../../support/servers/house';

const desk = { width: 1366, height: 768 };
const phone = { width: 390, height: 660 };

inBrowser('whether an alert would reach me, over the real engine and the real SMTP', () => {
  let house: House;
  let browser: PatientBrowser;
  beforeAll(async () => {
    house = await openHouse();
    browser = browserBefore(house.url);
  });
  afterAll(async () => {
    await browser.close();
    await house.close();
  });

  /** Signs in as one of the made-up people, on the way to an address. */
  const signedIn = async (screen: typeof desk, name: string, path: string) => {
    const { page, close } = await browser.phone(screen);
    await page.goto(path);
    await press(page, page.getByRole('button', { name }));
    return { page, close };
  };
  const road = (page: Page) => page.getByRole('region', { name: 'Page me now' });
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
  const linkTo = async (address: string) => {
    const [mail] = await mailsTo(house, address);
    return new URL(/http\S+\/paging-tests\/\S+/.exec(mail?.text ?? '')?.[0] ?? house.url).pathname;
  };

  test('R-1 ML-5 asked, accepted, opened on a phone and acknowledged there: the rota shows each without being asked', async () => {
    const lee = await signedIn(desk, 'Dr Lee', '/rota');
    await row(lee.page, 'Dr Lee').filter({ hasText: 'never tested' }).waitFor();
    await lee.page.getByRole('button', { name: 'Page me now' }).click();
    await road(lee.page)
      .getByText(/^Accepted by the mail server/)
      .waitFor();
    await row(lee.page, 'Dr Lee').filter({ hasText: 'being tested now' }).waitFor();
    expect([await tooWide(lee.page), await axeFindings(lee.page)]).toEqual([0, []]);

    const bed = await signedIn(phone, 'Dr Lee', await linkTo('dr.lee@riverside.test'));
    await bed.page.getByRole('heading', { name: 'This is a test. Nobody waits.' }).waitFor();
    await road(lee.page)
      .getByText(/^Opened by you/)
      .waitFor();
    const take = bed.page.getByRole('button', { name: 'I have it' });
    const box = await take.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(660);
    expect(box?.height ?? 0).toBeGreaterThanOrEqual(44);
    expect([await tooWide(bed.page), await axeFindings(bed.page)]).toEqual([0, []]);
    await take.click();
    await bed.page.getByText('It reached you.').waitFor();

    await road(lee.page)
      .getByText(/^Acknowledged within a minute/)
      .waitFor();
    await row(lee.page, 'Dr Lee')
      .filter({ hasText: /tested \w{3} \d+ \w{3}, acknowledged within a minute/ })
      .waitFor();
    await lee.page
      .getByRole('link', { name: /Escalations/ })
      .first()
      .click();
    await lee.page.getByText('Nothing needs you', { exact: false }).first().waitFor();
    for (const each of [lee, bed]) await each.close();
  });

  test('R-1 the same by keyboard alone, from operations; again within a minute is refused in words', async () => {
    const osei = await signedIn(desk, 'Dr Amara Osei', '/operations');
    await osei.page.getByRole('link', { name: 'Page yourself from the rota' }).press('Enter');
    await osei.page.getByRole('button', { name: 'Page me now' }).press('Enter');
    await road(osei.page)
      .getByText(/^Accepted by the mail server/)
      .waitFor();
    await osei.page.getByRole('button', { name: 'Page me now' }).press('Enter');
    await road(osei.page).getByText('You paged yourself a moment ago.').waitFor();

    await osei.page.goto(await linkTo('amara.osei@riverside.test'));
    await osei.page.getByRole('button', { name: 'I have it' }).press('Enter');
    await osei.page.getByText('It reached you.').waitFor();
    await osei.close();
  });

  test('ML-5 a link that somebody else follows opens nothing of it, and says whose it is', async () => {
    const link = await linkTo('dr.lee@riverside.test');
    const priya = await signedIn(phone, 'Priya Shah', link);

    await priya.page.getByText('Somebody else paged themselves with this.').waitFor();
    expect(await priya.page.getByRole('button', { name: 'I have it' }).count()).toBe(0);
    await priya.close();
  });

  test('R-1 whoever has no address is told so, and who mends it', async () => {
    await house.store.db.updateTable('staff_member').set({ email: null }).where('role', '=', 'operator').execute();
    const sam = await signedIn(phone, 'Sam Wright', '/rota');
    await sam.page.getByRole('button', { name: 'Page me now' }).click();

    await road(sam.page)
      .getByText('Nothing can reach you: no mail address and no pager stands here for you.')
      .waitFor();
    expect([await tooWide(sam.page), await axeFindings(sam.page)]).toEqual([0, []]);
    await sam.close();
  });
});
