import { type PatientAtHome, patientAtHome } from '../api/patient/patient-at-home';
import { axeFindings, browserAt, inBrowser, type PatientBrowser, press, tooWide } from '../support/servers/browser';

inBrowser('a patient with a phone', () => {
  let home: PatientAtHome;
  let browser: PatientBrowser;
  beforeAll(async () => {
    home = await patientAtHome();
    browser = await browserAt(home);
  });
  afterAll(async () => {
    await browser.close();
    await home.close();
  });

  test('opens the link, presses Start and comes to the first question', async () => {
    const { page, start, close } = await browser.phone({ width: 360 });

    await start();

    expect(await page.locator('h1').textContent()).toBe('Before we start');
    expect(await page.locator('input[type=checkbox]').count()).toBeGreaterThan(5);
    expect(await tooWide(page)).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    await close();
  });

  test('sees the help page in the moment a warning sign is ticked', async () => {
    const { page, start, close } = await browser.phone({ width: 360 });
    await start();

    await page.locator('#tick-2').check();
    await press(page);

    expect(await page.locator('main').textContent()).toContain('Go to your nearest Emergency Department now');
    await close();
  });

  test('PF-d: asks the server for the page and its stylesheet, compressed, and for nothing else', async () => {
    const { page, close } = await browser.phone({ width: 360 });
    const asked: { path: string; encoding: string | undefined }[] = [];
    page.on('response', (answer) => {
      asked.push({ path: new URL(answer.url()).pathname, encoding: answer.headers()['content-encoding'] });
    });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));

    await page.goto(`/go/${home.code}`, { waitUntil: 'networkidle' });

    expect(asked).toEqual([
      { path: `/go/${home.code}`, encoding: 'br' },
      { path: '/assets/patient.css', encoding: 'br' },
    ]);
    expect(complaints).toEqual([]);
    await close();
  });
});
