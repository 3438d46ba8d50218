import { linkTo, type PatientAtHome, patientAtHome } from '../api/patient/patient-at-home';
import { browserAt, inBrowser, type PatientBrowser, type Phone, press } from '../support/servers/browser';

inBrowser('Back, reload and a reopened phone', () => {
  let home: PatientAtHome;
  let browser: PatientBrowser;
  let phone: Phone;
  let isAway: boolean;
  beforeEach(async () => {
    isAway = false;
    home = await patientAtHome({}, (deps) => ({
      ...deps,
      store: {
        ...deps.store,
        transact: (db, work) => (isAway ? Promise.reject(new Error('gone')) : deps.store.transact(db, work)),
      },
    }));
    browser = await browserAt(home);
    phone = await browser.phone({ width: 360 });
    await phone.start();
  });
  afterEach(async () => {
    await browser.close();
    await home.close();
  });

  /** What is read after Back, after a reload, and in a tab that is opened anew at the same address. */
  async function seenAgain(): Promise<string[]> {
    const { page, context } = phone;
    const address = page.url();
    await page.goto(`${home.at}/q/3`);
    await page.goBack();
    const texts = [await page.locator('main').innerText()];
    await page.reload();
    texts.push(await page.locator('main').innerText());
    const reopened = await context.newPage();
    await reopened.goto(address);
    texts.push(await reopened.locator('main').innerText());
    return texts;
  }

  test('PS-3: show the help page again', async () => {
    await phone.page.locator('#tick-2').check();
    await press(phone.page);

    for (const text of await seenAgain()) expect(text).toContain('Go to your nearest Emergency Department now');
  });

  test('PS-3: show what is wrong again, with the ticks as they were', async () => {
    const { page } = phone;
    await page.locator('#tick-2').check();
    await page.locator('#none').check();
    await press(page);
    await press(page, page.getByRole('link', { name: 'Go to my questions' }));

    for (const text of await seenAgain()) expect(text).toContain('There is a problem');
    expect([await page.locator('#tick-2').isChecked(), await page.locator('#none').isChecked()]).toEqual([true, true]);
  });

  test('PS-3: show again that the messages are stopped', async () => {
    const { page } = phone;
    await page.goto(`${home.at}/stop`);
    await page.locator('#stop').check();
    await press(page);

    for (const text of await seenAgain()) expect(text).toContain('Your messages are stopped');
  });

  test('PS-3: Back shows the help again even when nothing could be saved', async () => {
    const { page } = phone;
    isAway = true;
    await page.locator('#tick-2').check();
    await press(page);
    expect(await page.locator('main').innerText()).toContain('nobody has been told');

    await page.goto(`${home.at}/q/3`);
    await page.goBack();

    expect(await page.locator('main').innerText()).toContain('Go to your nearest Emergency Department now');
  });
});

inBrowser('two links in two tabs of one browser', () => {
  test('the older tab posts to its own check-in', async () => {
    const home = await patientAtHome();
    const browser = await browserAt(home);
    const { page, context, start } = await browser.phone({ width: 360 });
    const rows = await home.db.selectFrom('check_in').select(['id', 'opens_at', 'key']).orderBy('opens_at').execute();
    const newer = rows.find(({ opens_at, key }) => opens_at > home.checkIn.opensAt && key.includes('/weekly@'));
    await start();
    await home.passTo((newer?.opens_at ?? 0) + 1000);
    const second = await context.newPage();
    await second.goto(`/go/${await linkTo(home.store, newer?.id ?? '')}`);
    await press(second);

    await page.locator('#tick-2').check();
    await press(page);

    expect(page.url()).toContain(`${home.at}/help`);
    const answered = await home.db.selectFrom('answer').select('check_in_id').distinct().execute();
    expect(answered).toEqual([{ check_in_id: home.checkIn.id }]);
    await browser.close();
    await home.close();
  });
});
