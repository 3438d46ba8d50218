import { instantAt, plusDays } from '../../../src/domain/calendar/calendar';
import type { House } from '../servers/house';
import { createPhone, linkIn, type Mind } from '../servers/phone';
import { firstOn, london } from './facts';
import type { ScriptStep } from './scripted-patient';

type Mail = { text: string; html: string; subject: string; to: string; receivedAt: string };

/** Advances the demonstration clock to an instant; everything due until then has been carried out afterwards. */
export async function clockTo(house: House, instant: number): Promise<void> {
  const { status, body } = await house.people.operator.post('/demo/clock', { to: new Date(instant).toISOString() });
  if (status !== 200) throw new Error(`The clock answered ${status}: ${JSON.stringify(body)}`);
}

/** Carries out what is due now. */
export async function settle(house: House): Promise<void> {
  const { status, body } = await house.people.operator.post('/demo/clock', { advance: 'PT0S' });
  if (status !== 200) throw new Error(`The clock answered ${status}: ${JSON.stringify(body)}`);
}

/** Newest first. */
export async function mailsTo(house: House, address: string): Promise<Mail[]> {
  const { body } = await house.people.operator.get<{ items: Mail[] }>(`/demo/mailbox?to=${address}`);
  return body.items;
}

/** Answers the newest mail from link to thanks. */
export async function answerNewestMail(house: House, address: string, mind: Mind): Promise<void> {
  const [mail] = await mailsTo(house, address);
  if (!mail) throw new Error('There is no mail to answer.');
  await createPhone(house.url).answerAll(linkIn(mail.text), mind);
}

export type Played = { enrolmentId: string; email: string; script: readonly ScriptStep[] };

/** Plays scripts through HTTP, side by side: patients by their mail and phone, staff by their keys. */
export async function playThrough(house: House, patients: readonly Played[]): Promise<void> {
  const moves = patients
    .flatMap(({ script, ...patient }) =>
      script.map((step) => ({ ...patient, step, at: instantAt(london, plusDays(firstOn, step.onDay), step.time) })),
    )
    .sort((a, b) => a.at - b.at);
  let reached = 0;
  for (const { step, at, email, enrolmentId } of moves) {
    if (at > reached) await clockTo(house, at);
    reached = at;
    if ('answer' in step) {
      await answerNewestMail(house, email, step.answer);
      continue;
    }
    const posted = await house.people.clinician.post(`/enrolments/${enrolmentId}/events`, {
      type: step.fact,
      data: step.data,
    });
    if (posted.status !== 202)
      throw new Error(`${step.fact} on day ${step.onDay}: ${posted.status} ${JSON.stringify(posted.body)}`);
  }
}
