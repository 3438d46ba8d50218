import { instantAt, plusDays } from '../src/domain/calendar/calendar';
import type { LocalTime } from '../src/domain/words/time';
import { firstOn, london } from '../test/support/care/facts';
import { createPhone, linkIn, type Mind } from '../test/support/servers/phone';
import { answers } from '../test/support/care/shipped';
import type { RunningHouse } from './running-house';

// The reference patient-year: 56 prompts, 28 reminders, 42 answers, 14 alerts. The shipped pathway asks once a week and
// merges everything else into that, so 56 prompts take 56 weeks: a little more than a year, in the count's disfavour.

export const WEEKS = 56;
export const EMAIL = 'year@example.test';
export const day = (n: number, time: LocalTime = '09:30') => instantAt(london, plusDays(firstOn, n), time);
/** One week in four nobody answers, so that nobody is ever silent twice in a row: twice two reminders a month. */
export const isSilent = (week: number): boolean => week % 4 === 1;
/** Of the weeks that are answered every third brings a red flag: 14 of 42. */
export const isAlarming = (week: number): boolean => !isSilent(week) && ANSWERED.indexOf(week) % 3 === 2;
const ANSWERED = Array.from({ length: WEEKS }, (_, week) => week).filter((week) => !isSilent(week));

const dose = { class: 'gabapentinoid', agent: 'pregabalin' };
/** What staff record, by day: one trial, put off twice, then a question to the surgeons that waits for the rest of the year. */
export const facts = [
  { onDay: 3, type: 'diagnosis.recorded', data: { mechanism: 'neuropathic' } },
  { onDay: 8, type: 'medication.started', data: { ...dose, doseLevel: 'starting', startedOn: plusDays(firstOn, 8) } },
  { onDay: 22, type: 'medication.started', data: { ...dose, doseLevel: 'target', startedOn: plusDays(firstOn, 22) } },
  { onDay: 58, type: 'decision.made', data: { gate: 'surgical-review', choice: 'decline', reason: 'wait' } },
  { onDay: 107, type: 'decision.made', data: { gate: 'surgical-review', choice: 'decline', reason: 'wait' } },
  { onDay: 156, type: 'decision.made', data: { gate: 'surgical-review', choice: 'approve', reason: 'no better' } },
];

/** The newest mail, from link to thanks; a red flag shows the help page first, and the form goes on after it. */
export async function answerByPhone(house: RunningHouse, alarming: boolean): Promise<void> {
  const { body } = await house.people.operator.get<{ items: { text: string }[] }>(`/demo/mailbox?to=${EMAIL}`);
  const phone = createPhone(house.url);
  const mind = mindOf(alarming);
  let page = await phone.start(linkIn(body.items[0]?.text ?? ''));
  while (/\/q\/\d+$/.test(page.path)) {
    page = await phone.answerPage(page, mind);
    page = await phone.pastHelp(page);
  }
  if (!page.path.endsWith('/check')) throw new Error(`The form ended at ${page.path} (${page.status}).`);
  const sent = await phone.visit(page.path, new URLSearchParams());
  if (!sent.path.endsWith('/done')) throw new Error(`Sending ended at ${sent.path} (${sent.status}).`);
}

function mindOf(alarming: boolean): Mind {
  const of = (items: number, ticked: number) =>
    answers(...Array.from({ length: items }, (_, item) => (item < ticked ? 1 : 0)));
  return {
    'red-flags': of(11, alarming ? 1 : 0),
    peg: answers(8, 8, 8),
    'rmdq-24': of(24, 16),
    pgic: answers(4),
  };
}

type Open = { id: string; revision: number; class: string; signals: { id: string }[] };

/**
 * A clinician takes on and ends everything that is open, as a person does: first one, then the other. What asks for a
 * decision ends by that alone, and is only taken on.
 */
export async function endEscalations({ people }: RunningHouse): Promise<void> {
  for (const open of await people.clinician.list<Open>('/escalations?status=open')) {
    const { id, revision, signals } = open;
    await expectStatus(200, people.clinician.post(`/escalations/${id}/acknowledgement`, { revision }));
    if (open.class === 'decision') continue;
    const outcome = { outcome: 'reached-safe', spokeWith: 'the patient' };
    const resolution = {
      revision,
      signals: signals.map((signal) => ({ id: signal.id, ...outcome })),
      messages: 'resume',
      note: null,
    };
    await expectStatus(200, people.clinician.post(`/escalations/${id}/resolution`, resolution));
  }
}

/** Everything due until then has been carried out afterwards. */
export async function clockTo({ people }: RunningHouse, at: number): Promise<void> {
  await expectStatus(200, people.operator.post('/demo/clock', { to: new Date(at).toISOString() }));
}

export async function expectStatus<T>(status: number, asked: Promise<{ status: number; body: T }>): Promise<T> {
  const answer = await asked;
  if (answer.status !== status)
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
