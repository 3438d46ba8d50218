import { join } from 'node:path';
import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import { type ClinicSettings, helpClasses } from '../../../src/domain/words/clinic';
import {
  callsOf,
  emergencyTexts,
  filledPage,
  helpClassOf,
  netLines,
  numbersIn,
} from '../../../src/domain/patient-texts/emergency';
import { textIn } from '../../../src/domain/patient-texts/texts';
import { at } from '../../support/care/facts';
import { root, shippedInstruments } from '../../support/care/shipped';

const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), shippedInstruments());
const here = emergencyTexts({ settings: clinic, language: 'en', timeZone: 'Europe/London' });
const abroad = emergencyTexts({ settings: clinic, language: 'en', timeZone: 'Europe/Dublin' });
const pages = Object.keys(here.help);
const open = at('2026-12-01', '10:00');
const closed = at('2026-12-01', '18:00');
const callsTo = (page: string, now: number | null, elsewhere = false) =>
  callsOf(helpClassOf(page, here.help[page]), clinic, elsewhere, now).map(({ to }) => to);
const wordsOf = (page: string, texts: typeof here): string => {
  const { title = '', lines = [], also = '' } = filledPage(page, texts) ?? {};
  return [title, ...lines, also].join(' ');
};

describe('a help page', () => {
  test.each(pages)('%s is complete, here and in another country', (page) => {
    for (const texts of [here, abroad]) expect(wordsOf(page, texts)).not.toMatch(/[{}]|undefined/);
  });

  test.each(pages)('%s names no emergency number where it is not the right one', (page) => {
    const others = numbersIn(clinic).filter((number) => number !== clinic.phone);
    const words = wordsOf(page, abroad).replaceAll(clinic.phone, '');

    expect(others.filter((number) => words.includes(number))).toEqual([]);
    expect(words).toContain('the emergency number where you are');
  });

  test.each(pages)('PS-6: %s never calms somebody who is told to go or to ring', (page) => {
    expect(wordsOf(page, here)).not.toMatch(/not serious|does not always need|most of them|usually/i);
  });

  test.each(pages)('PS-8: %s makes one promise: whoever reads it does not wait for us', (page) => {
    const words = wordsOf(page, here);

    expect(words).not.toMatch(/in touch|will (ring|call|contact) you|working days?/i);
    if (/telling our \w+/.test(words)) expect(words).toMatch(/Do not wait for (us|that)/);
  });

  test('is kept as another wording where it names other numbers', () => {
    expect(filledPage('crisis', here)?.version).toBe('en-4');
    expect(filledPage('crisis', abroad)?.version).toBe('en-4+elsewhere');
    expect([here.safetyNet.version, abroad.safetyNet.version]).toEqual(['en-2', 'en-2+elsewhere']);
  });

  test('of settings from before has the class of its name, and an emergency where that is none', () => {
    expect(helpClassOf('ring-today', undefined)).toBe('ring-today');
    expect(helpClassOf('anything', {})).toBe('emergency');
    expect(helpClasses[0]).toBe('emergency');
  });
});

describe('whom a page offers to ring', () => {
  test.each([
    ['emergency', open, ['emergency', 'clinic']],
    ['overdose', open, ['emergency', 'clinic']],
    ['crisis', open, ['crisis', 'emergency', 'clinic']],
    ['mood-change', open, ['crisis', 'emergency', 'clinic']],
    ['ring-today', open, ['clinic', 'emergency']],
    ['constipation', null, ['clinic', 'emergency']],
    ['ring-today', closed, ['out-of-hours', 'clinic', 'emergency']],
    ['headache', at('2026-12-25', '10:00'), ['out-of-hours', 'clinic', 'emergency']],
    ['emergency', closed, ['emergency', 'out-of-hours', 'clinic']],
    ['if-worse', open, ['emergency']],
  ])('PS-5: %s at %s: %j', (page, now, calls) => {
    expect(callsTo(page, now)).toEqual(calls);
  });

  test('is in another country the clinic alone', () => {
    expect(callsTo('emergency', closed, true)).toEqual(['clinic']);
    expect(callsTo('crisis', open, true)).toEqual(['clinic']);
  });

  test('is nobody whom the settings from before do not know', () => {
    const before: Partial<ClinicSettings> = { ...clinic };
    delete before.crisisLine;
    delete before.outOfHours;
    const old = before as ClinicSettings;

    expect(callsOf('crisis', old, false, closed).map(({ to }) => to)).toEqual(['emergency', 'clinic']);
    expect(callsOf('ring-today', old, false, closed).map(({ to }) => to)).toEqual(['clinic', 'emergency']);
  });
});

test('PR-5: the foot of a mail names the number that is right where the patient lives', () => {
  const { text: texts } = textIn(clinic.texts, 'en');

  expect(netLines(clinic, texts, 'Europe/London').join(' ')).toContain('ring 999, or Samaritans on 116 123');
  expect(netLines(clinic, texts, 'Asia/Kathmandu').join(' ')).not.toMatch(/999|116 123/);
});
