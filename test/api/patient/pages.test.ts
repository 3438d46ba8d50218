import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { englishTexts } from '../../support/care/shipped';
import { fill, fillAll, type PatientAtHome, patientAtHome, started } from './patient-at-home';

let home: PatientAtHome;
let pages: Map<string, string>;

beforeAll(async () => {
  home = await patientAtHome();
  const browser = await started(home);
  const paths = [
    `${home.at}/q/1`,
    `${home.at}/q/2`,
    `${home.at}/q/5`,
    `${home.at}/q/1/skip`,
    `${home.at}/check`,
    `${home.at}/help/emergency`,
  ];
  pages = new Map([['today', (await request(home.app).get(`/go/${home.code}`)).text]]);
  for (const path of paths) pages.set(path, (await browser.get(path).expect(200)).text);
  pages.set('stop', (await request(home.app).get(`/go/${home.code}/stop`)).text);
  pages.set('stop fault', (await browser.post(`${home.at}/stop`).type('form').send({}).redirects(1).expect(200)).text);
  pages.set('error', (await fill(browser, 1, {}).redirects(1)).text);
  pages.set(
    'help',
    (
      await fill(browser, 1, { tick: ['1', '9'] })
        .redirects(1)
        .expect(200)
    ).text,
  );
  pages.set('closed', (await request(home.app).get('/go/unknown')).text);
  await fillAll(browser, '5');
  await browser.post(`${home.at}/check`).type('form').send({});
  pages.set('done', (await browser.get(`${home.at}/done`).expect(200)).text);
  const pause = { choice: 'pause-2' };
  pages.set('stopped', (await browser.post(`${home.at}/stop`).type('form').send(pause).redirects(1).expect(200)).text);
});
afterAll(() => home.close());

const each = (): [string, string][] => [...pages];

test('PF-d: no page weighs more than 14 KB with its stylesheet, compressed', async () => {
  const css = (await request(home.app).get('/assets/patient.css').expect(200)).text;

  for (const [name, html] of each()) {
    expect({ name, fits: gzipSync(html).length + gzipSync(css).length <= 14 * 1024 }).toEqual({ name, fits: true });
  }
});

test('no page has script, style attributes, pictures or anything from elsewhere', () => {
  for (const [name, html] of each()) {
    expect({ name, found: html.match(/<script|<img|<iframe|\sstyle=|\son\w+=|https?:\/\//g) }).toEqual({
      name,
      found: null,
    });
  }
});

test('nothing is chosen before the patient chooses', () => {
  for (const [name, html] of each())
    expect({ name, found: html.match(/\s(checked|selected)/g) }).toEqual({ name, found: null });
});

test('PF-f: what is wrong has the focus on a page with a fault, and nothing has it on any other', () => {
  for (const [name, html] of each()) {
    const focused = html.match(/<[^>]*\sautofocus/g) ?? [];
    expect({ name, focused: focused.length }).toEqual({ name, focused: html.includes('<title>Error:') ? 1 : 0 });
    expect(focused.every((tag) => tag.includes('class="summary"'))).toBe(true);
  }
});

test('every page has a language, one main heading, a skip link and the telephone', () => {
  for (const [name, html] of each()) {
    expect({ name, h1: html.match(/<h1/g)?.length }).toEqual({ name, h1: 1 });
    expect(html).toContain('<html lang="en"');
    expect(html).toContain('class="skip-link"');
    // An empty picture of our own, or the browser asks for one.
    expect(html).toContain('<link rel="icon" href="data:,">');
    expect(html).toContain('href="tel:+442079460100"');
  }
});

test('PR-4: where the number of the clinic can be pressed, and at the foot of every page, its hours stand beside it', () => {
  const hours = 'Answered Monday to Friday, 9am to 5pm';
  for (const [name, html] of each()) {
    const [main = '', foot = ''] = html.split('<footer');
    const asked = [foot, ...(main.includes('href="tel:+442079460100"') ? [main] : [])];
    expect({ name, without: asked.filter((part) => !part.includes(hours)).length }).toEqual({ name, without: 0 });
  }
});

test('PR-5: every page ends with what to do about thoughts of harming oneself, and asks nobody whether they have them', () => {
  for (const [name, html] of each()) {
    const foot = html.slice(html.indexOf('<footer'));
    expect({ name, says: foot.includes('If you are thinking about harming yourself, ring ') }).toEqual({
      name,
      says: true,
    });
    expect(html).not.toMatch(/Do you think of harming/i);
  }
});

test('every page has the safety net with its version, and the way to pause or stop', () => {
  for (const [name, html] of each()) {
    expect({ name, has: html.includes('data-version="safety-net@en-2"') }).toEqual({ name, has: true });
    expect({ name, has: html.includes('This service is not monitored in real time') }).toEqual({ name, has: true });
    const stop = />Pause or stop these messages<\/a>/g;
    expect({ name, links: html.match(stop)?.length ?? 0 }).toEqual({ name, links: name.startsWith('stop') ? 0 : 1 });
    expect(html).not.toMatch(/\{\w+\}/);
  }
});

test('titles and addresses name no condition, instrument or person', () => {
  for (const [, html] of each()) {
    const outside = [
      /<title>(.*)<\/title>/.exec(html)?.[1] ?? '',
      ...(html.match(/(href|action)="[^"]*"/g) ?? []),
    ].join(' ');
    expect(outside).not.toMatch(/pain|back |peg|rmdq|roland|red-flag|okafor|ada\b|1970/i);
  }
});

test('the scale is eleven native radios with its ends in words', () => {
  const html = pages.get(`${home.at}/q/2`) ?? '';

  expect(html.match(/type="radio" name="answer"/g)).toHaveLength(11);
  expect(html).toContain('<span class="anchor"> No pain</span>');
  expect(html).toContain('<span class="anchor"> Pain as bad as you can imagine</span>');
});

test('a list is one page with its "none of these" apart', () => {
  const html = pages.get(`${home.at}/q/5`) ?? '';

  expect(html.match(/type="checkbox" name="tick"/g)).toHaveLength(24);
  expect(html.match(/type="checkbox" name="none"/g)).toHaveLength(1);
  expect(html).toContain('None of these apply today');
});

test('our own words are kind and plain', () => {
  const sample = Object.values(englishTexts().pages);

  expect(sample.filter((text) => /invalid|please|oops|error 500|forbidden/i.test(text))).toEqual([]);
});
