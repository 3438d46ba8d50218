import { sql } from 'kysely';
import request from 'supertest';
import type { ClinicTexts } from '../../../src/domain/words/clinic';
import type { PatientTexts } from '../../../src/domain/patient-texts/texts';
import { englishTexts } from '../../support/care/shipped';
import { fill, fillAll, type PatientAtHome, patientAtHome, started } from './patient-at-home';

/** A language without a translator: every text in brackets, so that one that was forgotten is seen. */
function bracketed<T>(value: T): T {
  if (typeof value === 'string') return `⟦${value}⟧` as T;
  if (Array.isArray(value)) return value.map(bracketed) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, bracketed<unknown>(each)])) as T;
}

const german: PatientTexts = bracketed(englishTexts());
const germanSafety: ClinicTexts = {
  safetyNet: { version: 'de-1', lines: ['⟦Ring 112.⟧'] },
  help: Object.fromEntries(
    ['emergency', 'ring-today', 'crisis', 'overdose', 'if-worse'].map((page) => [
      page,
      { version: 'de-1', title: `⟦${page}⟧`, lines: [`⟦${page} line⟧`] },
    ]),
  ),
};

let home: PatientAtHome;
async function enterWith(language: string, declared: string[]): Promise<void> {
  home = await patientAtHome({}, (deps) => ({
    ...deps,
    catalogue: { ...deps.catalogue, patientTexts: { ...deps.catalogue.patientTexts, de: german } },
  }));
  await sql`update clinic set settings = jsonb_set(settings, '{texts,de}', ${JSON.stringify(germanSafety)})`.execute(
    home.db,
  );
  await sql`update pathway_version set content = jsonb_set(content, '{languages}', ${JSON.stringify(declared)})`.execute(
    home.db,
  );
  await home.db.updateTable('patient').set({ language }).execute();
}
afterEach(() => home.close());

/** What stands between the tags outside our brackets: the clinic's name, numbers, and the words of the forms. */
const unbracketed = (html: string): string =>
  html
    .replace(/^[^]*<body>/, '')
    .replace(/⟦[^⟧]*⟧/g, '')
    .replace(/<[^>]*>/g, ' ');

// "None of these" begins a form's own line, too.
const english = Object.values(englishTexts().pages).filter(
  (text) => /\w+ \w+/.test(text) && !text.includes('{') && text !== englishTexts().pages.none,
);

test('a second language is data: every page speaks it, in none is an English word of ours left', async () => {
  await enterWith('de-AT', ['en', 'de']);
  const browser = await started(home);
  const pages = new Map([
    ['today', (await request(home.app).get(`/go/${home.code}`)).text],
    ['stop', (await request(home.app).get(`/go/${home.code}/stop`)).text],
    ['question', (await browser.get(`${home.at}/q/2`)).text],
    ['skip', (await browser.get(`${home.at}/q/2/skip`)).text],
    ['fault', (await fill(browser, 2, {}).redirects(1)).text],
    ['help', (await fill(browser, 1, { tick: ['1'] }).redirects(1)).text],
  ]);
  await fillAll(browser, '5');
  pages.set('check', (await browser.get(`${home.at}/check`)).text);
  await browser.post(`${home.at}/check`).type('form').send({});
  pages.set('done', (await browser.get(`${home.at}/done`)).text);
  pages.set(
    'stopped',
    (await browser.post(`${home.at}/stop`).type('form').send({ choice: 'pause-1' }).redirects(1)).text,
  );

  for (const [name, html] of pages) {
    expect({ name, lang: /<html lang="(\w+)" dir="(\w+)"/.exec(html)?.slice(1) }).toEqual({
      name,
      lang: ['de', 'ltr'],
    });
    const rest = unbracketed(html);
    expect({ name, left: english.filter((text) => rest.includes(text)) }).toEqual({ name, left: [] });
    expect(html).toContain('data-version="safety-net@de-1"');
  }
  expect(pages.get('today')).toContain('Montag, 30. November 2026, 09:00');
  expect(pages.get('help')).toContain('emergency@de-1');
  const shown = await home.db.selectFrom('text_shown').select(['language', 'version']).distinct().execute();
  expect(shown).toEqual([{ language: 'de', version: 'de-1' }]);
});

test('where the pathway does not declare the language, everything is in English and nothing is mixed', async () => {
  await enterWith('de', ['en']);

  const { text } = await request(home.app).get(`/go/${home.code}`);

  expect(text).toContain('<html lang="en" dir="ltr">');
  expect(text).not.toContain('⟦');
  expect(text).toContain('This service is not monitored in real time');
});

test('an answer is kept with the language, form and scorer it was given to', async () => {
  await enterWith('de', ['en', 'de']);
  await fill(await started(home), 2, { answer: '4' }).expect(303);

  const kept = await home.db.selectFrom('answer').select(['language', 'form_version', 'scorer_version']).execute();

  // PEG has no wording in German: what was read was English, whatever the page around it.
  expect(kept).toEqual([{ language: 'en', form_version: '1', scorer_version: '1' }]);
});
