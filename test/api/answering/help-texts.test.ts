import { helpFor } from '../../../api/answering/help-texts';
import { emergencyTexts } from '../../../src/domain/patient-texts/emergency';
import { safetySignals } from '../../../src/domain/escalation/safety';
import { numbered } from '../../support/care/answering-clinic';
import { shippedInstrument } from '../../support/care/shipped';
import { fill, type PatientAtHome, patientAtHome, started } from '../patient/patient-at-home';
import { visitsOf, post } from '../patient/visits';

let home: PatientAtHome;
afterEach(() => home.close());

const mainOf = (html: string): string => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
/** The numbers that can be rung, in the order of the page. */
const callsIn = (html: string): string[] =>
  [...html.matchAll(/class="call[^"]*" href="tel:([^"]+)"/g)].map(([, to = '']) => to);

describe('the page of a worrying answer', () => {
  test('PR-4, PS-5: offers the emergency number first, then the clinic with its hours', async () => {
    home = await patientAtHome({ holidays: [] });
    const page = await fill(await started(home), 1, { tick: ['1'] })
      .redirects(1)
      .expect(200);

    expect(callsIn(mainOf(page.text))[0]).toBe('999');
    expect(mainOf(page.text)).toContain('Answered Monday to Friday, 9am to 5pm');
  });

  test.each([
    ['10:00', ['+442079460100', '999']],
    ['20:00', ['111', '+442079460100', '999']],
  ])('PS-5: that is to be rung about today, read at %s, offers %j', async (time, calls) => {
    const visits = await visitsOf(['red-flags']);
    home = visits.home;
    await visits.comeAt(time);
    const page = await post(await started(home), 1, 'red-flags@2', { tick: ['9'] })
      .redirects(1)
      .expect(200);

    expect(callsIn(mainOf(page.text))).toEqual(calls);
  });

  test('PS-5, PS-7: about thoughts of self-harm has the crisis line and the emergency number beside each other', async () => {
    const visits = await visitsOf(['side-effects']);
    home = visits.home;
    await visits.comeAt('10:00');
    const page = await post(await started(home), 6, 'side-effects@1/6', { answer: 3 })
      .redirects(1)
      .expect(200);

    expect(page.text).toContain('mood-change@');
    expect(callsIn(mainOf(page.text)).slice(0, 2)).toEqual(['116123', '999']);
  });

  test('PS-5: makes every number that it names one that can be rung, in its text and at its foot', async () => {
    home = await patientAtHome({ holidays: [] });
    const page = await fill(await started(home), 1, { tick: ['1', '10'] })
      .redirects(1)
      .expect(200);
    const unlinked = page.text.replace(/^[^]*<body>/, '').replace(/<a [^>]*href="tel:[^"]*"[^>]*>[^<]*<\/a>/g, '');

    expect(unlinked).not.toMatch(/\b999\b|116 123|7946/);
  });

  test.each(['Europe/Dublin', 'Asia/Kathmandu'])(
    'names no number of another country to a patient in %s',
    async (timeZone) => {
      home = await patientAtHome({ holidays: [] });
      await home.db.updateTable('patient').set({ time_zone: timeZone }).execute();
      const page = await fill(await started(home), 1, { tick: ['1'] })
        .redirects(1)
        .expect(200);

      expect(page.text).not.toMatch(/\b999\b|116 123/);
      expect(mainOf(page.text)).toContain('ring the emergency number where you are');
      expect(callsIn(mainOf(page.text))).toContain('+442079460100');
      expect(mainOf(page.text)).toContain('(London time)');
      const shown = await home.db.selectFrom('text_shown').select('version').where('text', '=', 'emergency').execute();
      expect(shown).toEqual([{ version: 'en-3+elsewhere' }]);
    },
  );
});

test('PS-6: of many answers at once the text of the most urgent leads, with one line of the next', async () => {
  home = await patientAtHome({ holidays: [] });
  const { settings } = await home.db.selectFrom('clinic').select('settings').executeTakeFirstOrThrow();
  const texts = emergencyTexts({ settings, language: 'en', timeZone: null });
  const signals = [
    ...safetySignals(shippedInstrument('side-effects'), numbered(0, 0, 0, 0, 3, 3, 0), []),
    ...safetySignals(shippedInstrument('phq-9'), { '9': 2 }, []),
    ...safetySignals(shippedInstrument('medicine-safety'), numbered(1, 0, 1, 0), []),
  ];

  const [first, second, ...more] = helpFor(signals, texts);

  expect([first?.page, second?.page, more]).toEqual(['bleeding', 'overdose', []]);
  expect(second?.lines).toHaveLength(1);
  expect(helpFor(signals.slice(0, 3), texts).map(({ page }) => page)).toEqual(['mood-change', 'crisis']);
});
