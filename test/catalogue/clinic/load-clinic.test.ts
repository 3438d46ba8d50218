import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import { emergencyTexts, filledPage } from '../../../src/domain/patient-texts/emergency';
import { textIn } from '../../../src/domain/patient-texts/texts';
import { root, shippedInstruments } from '../../support/care/shipped';
import { change, copiedData, messageOf } from '../copied-data';

const instruments = shippedInstruments();
const demo = 'clinic/demo.yaml';

let folder: string;
beforeEach(() => {
  folder = copiedData();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the clinic of a demonstration', () => {
  const clinic = loadClinic(join(root, demo), instruments);

  it('has a ladder for every class, and all clinical ones are staffed day and night', () => {
    expect(Object.keys(clinic.policies).toSorted()).toEqual([
      'canary',
      'decision',
      'infection',
      'medication',
      'mental-health',
      'spine',
    ]);
    for (const name of ['infection', 'medication', 'mental-health', 'spine'] as const) {
      expect(clinic.policies[name]).toEqual({
        coverage: 'on-call',
        rungs: [
          { rota: 'clinician-on-call', waitMinutes: 15 },
          { rota: 'second-on-call', waitMinutes: 15 },
        ],
        exhausted: { rota: 'service-manager', repeatMinutes: 60 },
        repeatNowMinutes: 15,
        acknowledgementMinutes: 240,
      });
    }
  });

  it('pages nobody but the test mailbox for a canary', () => {
    const { rungs, exhausted } = clinic.policies.canary;

    expect([...rungs, exhausted].map(({ rota }) => rota)).toEqual(['canary-mailbox', 'canary-mailbox']);
  });

  it('shows complete emergency texts with its own numbers', () => {
    const texts = emergencyTexts({ settings: clinic, language: 'en', timeZone: null });
    const pages = Object.keys(texts.help).map((page) => filledPage(page, texts));
    const lines = [...pages, texts.safetyNet].flatMap((text) => text?.lines ?? []);

    expect(lines.join(' ')).not.toMatch(/[{}]/);
    for (const page of ['emergency', 'ring-today']) {
      const last = filledPage(page, texts)?.lines.at(-1);
      expect(last).toBe('This service is not monitored in real time. In an emergency ring 999.');
    }
    expect(filledPage('ring-today', texts)?.lines.join(' ')).toContain('+44 20 7946 0100');
    expect(texts.safetyNet.lines[0]).toContain('In an emergency ring 999.');
  });

  it('lists bank holidays in order, none on a weekend', () => {
    expect(clinic.holidays).toEqual(clinic.holidays.toSorted());
    for (const day of clinic.holidays) expect([1, 2, 3, 4, 5]).toContain(new Date(`${day}T12:00:00Z`).getUTCDay());
    expect(
      ['2026', '2027', '2028'].map((year) => clinic.holidays.filter((day) => day.startsWith(year)).length),
    ).toEqual([8, 8, 8]);
  });
});

describe('the settings a live clinic starts from', () => {
  const file = 'clinic/default.yaml';

  it('are refused until the clinic has given its own name and numbers', () => {
    const sentences = messageOf(() => loadClinic(join(folder, file), instruments)).split('\n');

    expect(sentences.map((sentence) => sentence.split(' ')[1])).toEqual([
      'publicName',
      'phone',
      'emergencyNumber',
      'crisisLine.name',
      'crisisLine.phone',
      'outOfHours.name',
      'outOfHours.phone',
    ]);
    for (const sentence of sentences)
      expect(sentence).toContain('is still "to be set": write what belongs to your clinic');
  });

  it('spread the load and ask for the birthday once they are filled in', () => {
    change(folder, file, 'publicName: to be set', 'publicName: Hill Outpatients');
    change(folder, file, 'phone: to be set', "phone: '+44 20 7946 0200'");
    change(folder, file, 'emergencyNumber: to be set', "emergencyNumber: '999'");
    change(folder, file, 'crisisLine: { name: to be set, phone: to be set }', "crisisLine: { name: A, phone: '1' }");
    change(folder, file, 'outOfHours: { name: to be set, phone: to be set }', "outOfHours: { name: B, phone: '2' }");

    const clinic = loadClinic(join(folder, file), instruments);

    expect([clinic.wakeSpreadMinutes, clinic.askBirthday]).toEqual([10, true]);
    const { help } = textIn(clinic.texts, 'en').text;
    expect(help['ring-today']?.lines.join(' ')).toContain('Ring Hill Outpatients today on +44 20 7946 0200.');
  });
});

describe('a slip in the settings', () => {
  it.each([
    [
      'a rung without a rota',
      '{ rota: second-on-call, waitMinutes: 15 }',
      '{ rota: nobody, waitMinutes: 15 }',
      'policies.spine.rungs[1].rota "nobody" is no rota of this clinic',
    ],
    [
      'an end without a rota',
      'exhausted: { rota: service-manager',
      'exhausted: { rota: boss',
      'policies.spine.exhausted.rota "boss" is no rota of this clinic',
    ],
    ['a class without a ladder', '  medication: *on-call\n', '', 'policies.medication is missing: add it (object)'],
    [
      'a ladder without rungs',
      'rungs:\n      - { rota: canary-mailbox, waitMinutes: 15 }',
      'rungs: []',
      'policies.canary.rungs must not be empty',
    ],
    [
      'a zone that is none',
      'Europe/London',
      'Europe/Londres',
      'timeZone is no time zone of a place: write region and city, like Europe/London',
    ],
    [
      'an offset',
      'timeZone: Europe/London',
      'timeZone: Etc/GMT+5',
      'timeZone is no time zone of a place: write region and city, like Europe/London',
    ],
    [
      'a zone that is going away',
      'timeZone: Europe/London',
      'timeZone: US/Pacific',
      'timeZone is no time zone of a place: write region and city, like Europe/London',
    ],
    [
      'a zone without a city',
      'timeZone: Europe/London',
      'timeZone: UTC',
      'timeZone is no time zone of a place: write region and city, like Europe/London',
    ],
    [
      'an hour that is none',
      "weekday: 1, from: '09:00'",
      "weekday: 1, from: '9am'",
      'staffedHours[0].from must be an hour like "09:00"',
    ],
    [
      'hours upside down',
      "weekday: 1, from: '09:00'",
      "weekday: 1, from: '18:00'",
      'staffedHours[0] must end later than it begins',
    ],
    ['an eighth weekday', 'weekday: 5', 'weekday: 8', 'staffedHours[4].weekday must be at most 7'],
    ['a day that does not exist', '2026-01-01', '2026-02-30', 'holidays[0] must be a day like "2026-12-25"'],
  ])('%s is refused by name and remedy', (_fault, from, to, message) => {
    change(folder, demo, from, to);

    expect(messageOf(() => loadClinic(join(folder, demo), instruments))).toContain(message);
  });

  it.each([
    [
      'a help page that is gone',
      '  ring-today:\n',
      '  ring-tomorrow:\n',
      'help has no page "ring-today", which a safety question shows: write it',
    ],
    [
      'a rule that is shown what was not written for it',
      'for: [side-effects.constipation]',
      'for: [side-effects.sleepiness]',
      'help.constipation.for does not name "side-effects.constipation", which shows this page: write its text',
    ],
    ['no card for the end of a form', '  if-worse:\n', '  if-ill:\n', 'help has no page "if-worse", which is shown'],
    [
      'a gap nothing fills',
      'ring {emergencyNumber}.',
      'ring {ambulance}.',
      'safetyNet.lines[0] has {ambulance}, which nothing fills: use {phone}, {publicName}, {emergencyNumber}, {crisisLine}, {outOfHours}',
    ],
    ['a wording without a version', 'safetyNet:\n  version: en-2\n', 'safetyNet:\n', 'safetyNet.version is missing'],
  ])('PS-7: in the emergency texts, %s is refused by name and remedy', (_fault, from, to, message) => {
    change(folder, 'clinic/texts.en.yaml', from, to);

    expect(messageOf(() => loadClinic(join(folder, demo), instruments))).toContain(`clinic/texts.en.yaml:`);
    expect(messageOf(() => loadClinic(join(folder, demo), instruments))).toContain(message);
  });

  it('is refused without emergency texts', () => {
    rmSync(join(folder, 'clinic/texts.en.yaml'));

    expect(messageOf(() => loadClinic(join(folder, demo), instruments))).toBe(
      'texts.en.yaml is missing beside demo.yaml: it holds what patients are told about emergencies.',
    );
  });

  it('is refused when the file is not there', () => {
    expect(messageOf(() => loadClinic(join(folder, 'clinic/other.yaml'), instruments))).toBe(
      'clinic/other.yaml cannot be read: put the file there or correct its rights.',
    );
  });
});
