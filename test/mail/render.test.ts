import { join } from 'node:path';
import { repositoryRoot } from '../../src/config/settings';
import type { MessageTexts } from '../../src/domain/pathway/languages';
import { createRender } from '../../src/mail/render';
import { aCheckInMail, aHandover, anAlert } from '../support/ledger-fixture';
import type { StaffAlertMail } from '../../src/domain/words/message';
import { englishTexts, shippedInstruments } from '../support/care/shipped';

const text = { subject: 'Questions about your care', lead: 'We have a few questions.', action: 'Answer the questions' };
const texts: MessageTexts = { invite: text, 'reminder-1': { ...text, subject: 'Still open' }, 'reminder-2': text };
const render = createRender({
  templateFolder: join(repositoryRoot(), 'src', 'mail', 'templates'),
  publicUrl: 'https://care.example.test',
  instruments: shippedInstruments(),
  messageTexts: () => ({ texts, frame: englishTexts() }),
});
const link = 'https://care.example.test/go/7KQ4-XM2P-9TRD-H3VN-7KQ4-XM2P-9TRD';

describe('the mail of a check-in', () => {
  test('says by when, in the patient’s zone', () => {
    expect(render(aHandover()).subject).toBe('Questions about your care – please answer by 12 May');

    const farEast = aCheckInMail({ timeZone: 'Pacific/Kiritimati', closesAt: Date.UTC(2026, 4, 12, 12) });
    expect(render(aHandover({ checkIn: farEast })).subject).toMatch(/13 May$/);
  });

  test('has the words of its role', () => {
    expect(render(aHandover({ role: 'reminder-1' })).subject).toMatch(/^Still open – /);
  });

  test('says in both parts who, what, the full link, the telephone, the emergency number and why', () => {
    const { text: plain, html } = render(aHandover());

    for (const part of [plain, html]) {
      for (const words of [
        'Dear Ada,',
        'We have a few questions.',
        link,
        '+44 20 7946 0000',
        '999',
        'because you agreed',
      ])
        expect(part).toContain(words);
    }
    expect(plain).not.toMatch(/[<>]/);
  });

  test('reads as a letter in its plain part: each link on a line of its own, a blank line between paragraphs', () => {
    const safetyNet = ['Nobody reads this at night.', 'In an emergency ring 112.'];
    const lines = render(aHandover({ checkIn: aCheckInMail({ safetyNet }) })).text.split('\n');

    expect(lines.slice(0, 3)).toEqual(['Dear Ada,', '', 'We have a few questions.']);
    expect(lines[4]).toBe('');
    for (const own of [link, `${link}/stop`, ...safetyNet]) expect(lines).toContain(own);
    expect(lines[lines.indexOf(link) + 1]).toBe('');
    expect(lines.join('\n')).not.toMatch(/\n\n\n/);
  });

  test('is one table of 600 px with a language, both colour schemes, no image and one action', () => {
    const { html } = render(aHandover());

    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html.match(/<table/g)).toHaveLength(html.match(/role="presentation"/g)?.length ?? 0);
    expect(html).toContain('width="600"');
    expect(html).toContain('prefers-color-scheme: dark');
    expect(html).not.toMatch(/<img|<script|<link/);
    expect(html.match(/<a class="button"/g)).toHaveLength(1);
    expect(html.match(/<a /g)).toHaveLength(3); // the same address to be read, and the way to stop
  });

  test('PR-5: says what to do about thoughts of harming oneself after what it is for, in both parts', () => {
    const safetyNet = ['If you are thinking about harming yourself, ring 112.'];
    const mail = render(aHandover({ checkIn: aCheckInMail({ safetyNet }) }));

    for (const part of [mail.text, mail.html])
      expect(part.indexOf(link)).toBeLessThan(part.indexOf('harming yourself'));
  });

  test('carries the safety net of the clinic and the way to pause or stop, in both parts', () => {
    const safetyNet = ['Nobody reads this at night.', 'In an emergency ring 112.'];
    const mail = render(aHandover({ checkIn: aCheckInMail({ safetyNet }) }));

    for (const part of [mail.text, mail.html]) {
      for (const line of safetyNet) expect(part).toContain(line);
      expect(part).toContain('Pause or stop these emails:');
      expect(part).toContain(`${link}/stop`);
      expect(part).not.toMatch(/\{\w+\}/);
    }
    expect(mail.stopLink).toBe(`${link}/stop`);
  });

  test('PR-3, PR-4: names the pages and minutes of the start page, what may follow, and when the telephone is answered', () => {
    const few = render(aHandover());
    const many = render(
      aHandover({
        checkIn: aCheckInMail({
          opened: { ask: ['red-flags', 'peg', 'rmdq-24', 'phq-2'], deferred: [], answers: [], isWatched: true },
        }),
      }),
    );

    for (const part of [few.text, few.html]) {
      expect(part).toContain('4 pages, about 1 minute. The longest page is a list of 11 statements.');
      expect(part).not.toContain('more questions');
      expect(part).toContain('It is answered Monday to Friday, 9am to 5pm.');
    }
    expect(many.text).toContain(
      '7 pages, about 2 minutes. The longest page is a list of 24 statements. Some answers lead to a few more questions.',
    );
  });

  test('of one list alone says that it is a list', () => {
    const opened = { ask: ['wound'], deferred: [], answers: [], isWatched: true };

    expect(render(aHandover({ checkIn: aCheckInMail({ opened }) })).text).toContain(
      '1 page, about 1 minute. It is a list of 9 statements.',
    );
  });

  test('asks for an answer on its day, and says that somebody rings, where silence is followed by a call', () => {
    const mail = render(aHandover({ checkIn: aCheckInMail({ today: true }) }));

    expect(mail.subject).toBe('Questions about your care – please answer today');
    expect(mail.text).toContain('Answer the questions today. If we hear nothing from you, we will ring you:');
    expect(mail.html).toContain('Please answer today. If we hear nothing from you, we will ring you.');
    expect(`${mail.text}${mail.html}`).not.toContain('12 May');
  });

  test('says nothing of when the telephone is answered where no hours are known', () => {
    const { text: plain, html } = render(aHandover({ checkIn: aCheckInMail({ clinicHours: [] }) }));

    for (const part of [plain, html]) {
      expect(part).toContain('+44 20 7946 0000.');
      expect(part).not.toContain('It is answered');
    }
  });

  test('names the clinic’s clock to a patient who lives by another one', () => {
    const abroad = render(aHandover({ checkIn: aCheckInMail({ timeZone: 'Asia/Kathmandu' }) }));

    expect(abroad.text).toContain('It is answered Monday to Friday, 9am to 5pm (London time).');
  });

  test('speaks the language it was handed over in, frame and date alike', () => {
    const english = englishTexts();
    const frame = { ...english, mail: { ...english.mail, greeting: 'Guten Tag {name},' } };
    const german = createRender({
      templateFolder: join(repositoryRoot(), 'src', 'mail', 'templates'),
      publicUrl: 'https://care.example.test',
      instruments: shippedInstruments(),
      messageTexts: (_pathway, language) => ({ texts, frame: language === 'de' ? frame : englishTexts() }),
    });

    const mail = german(aHandover({ language: 'de' }));

    expect(mail.text).toMatch(/^Guten Tag Ada,/);
    expect(mail.html).toContain('<html lang="de">');
    expect(mail.subject).toContain('12. Mai');
  });

  test('escapes names in HTML and leaves them alone in text', () => {
    const checkIn = aCheckInMail({ givenName: '<b>O\'Hara & "Co"</b>' });

    const { text: plain, html } = render(aHandover({ checkIn }));

    expect(plain).toContain(`Dear <b>O'Hara & "Co"</b>,`);
    expect(html).toContain('Dear &lt;b&gt;O&#39;Hara &amp; &quot;Co&quot;&lt;/b&gt;,');
    expect(html).not.toContain('<b>');
  });
});

describe('a staff alert', () => {
  const alert = (values: Partial<StaffAlertMail>) => {
    const { alert: usual } = anAlert();
    if (usual === null) throw new Error('an alert is an alert');
    return render(anAlert({ alert: { ...usual, ...values } }));
  };

  test('ML-1, ML-2: says how urgent, until when, who is next, and nothing about a patient', () => {
    const mail = render(anAlert());

    expect(mail.subject).toBe('NOW – answer by 15:00, Tue 12 May');
    expect(mail.stopLink).toBeNull();
    for (const part of [mail.text, mail.html]) {
      expect(part).toContain('https://care.example.test/escalations/0199a000-0000-7000-8000-0000000000ee');
      expect(part).toContain('If nobody answers by 15:00, Tue 12 May, the next on the list is told: Amara Osei.');
      expect(part).not.toMatch(/Ada|spine|red flag|score/i);
    }
  });

  test.each([
    [{ tier: 'today' }, 'TODAY – answer by 15:00, Tue 12 May'],
    [{ times: 3 }, 'NOW – answer by 15:00, Tue 12 May (3rd time)'],
    [{ times: 12, items: 2 }, 'NOW – answer by 15:00, Tue 12 May (12th time, 2 items)'],
    [{ times: 22, news: true }, 'NOW – answer by 15:00, Tue 12 May (something new, 22nd time)'],
    [{ answerBy: Date.UTC(2026, 11, 1, 23, 7) }, 'NOW – answer by 23:07, Tue 1 Dec'],
  ] as const)('ML-1: %j: %s', (values, subject) => {
    expect(alert(values).subject).toBe(subject);
  });

  test('says of what somebody gave to the reader until when it is theirs', () => {
    const mail = alert({ handedOver: true, next: null, times: 1 });

    expect(mail.subject).toBe('NOW – yours until 15:00, Tue 12 May (handed over)');
    expect(mail.text).toContain('It was handed over to you.');
    expect(mail.text).toContain('It is yours until 15:00, Tue 12 May; then it rings again.');
    expect(mail.text).toContain('because somebody handed it over to you at');
    expect(mail.text).not.toContain('on duty');
  });

  test('ML-2: tells the last on the list how often they will be asked', () => {
    expect(alert({ next: null, everyMinutes: 60 }).text).toContain(
      'You are the last on the list, with everybody on duty. You will be asked again every hour, next at 15:00, Tue 12 May.',
    );
  });

  test('of an older release tells the last on the list that nobody stands behind them', () => {
    expect(alert({ next: null }).text).toContain(
      'You are the last on the list, with everybody on duty. If nobody answers, you are told again at 15:00, Tue 12 May.',
    );
  });

  test('of an older release, which did not say who is next, is sent all the same', () => {
    const { alert: usual } = anAlert();
    if (usual === null) throw new Error('an alert is an alert');
    const older = JSON.parse(JSON.stringify({ ...usual, next: undefined })) as typeof usual;

    expect(render(anAlert({ alert: older })).text).toContain(
      'If nobody answers by 15:00, Tue 12 May, the next on the list is told.',
    );
  });
});

test('ML-5 a test of the paging says in its subject and its first words that it is one and that nobody waits', () => {
  const test = { testId: '0199a000-0000-7000-8000-0000000000dd', askedAt: Date.UTC(2026, 11, 1, 22, 10) };
  const mail = render(aHandover({ template: 'paging-test', role: 'paging-test', checkIn: null, test }));

  expect(mail.subject).toBe('TEST – you paged yourself at 22:10, Tue 1 Dec');
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain('Nobody waits, and it is about no patient.');
    expect(part).toContain(`https://care.example.test/paging-tests/${test.testId}`);
  }
  expect(mail.stopLink).toBeNull();
});

test('a role without words is our fault and is thrown', () => {
  expect(() => render(aHandover({ role: 'newsletter' }))).toThrow('has a role no text is written for');
});
