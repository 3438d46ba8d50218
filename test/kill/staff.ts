import type { Action } from './journey';
import type { Client } from './client';
import { addressOf } from './patient';

export type Enrolled = { id: string; patientId: string };
type Escalation = { id: string; revision: number; patientId: string; class: string; signals: { id: string }[] };
type Of<T extends Action['do']> = Extract<Action, { do: T }>;

/** Digits from letters: another number for each. */
const phoneOf = (who: string): string => `+44 20 7${String(Number.parseInt(who, 36) % 10_000_000).padStart(7, '0')}`;

export async function enrol(client: Client, who: string): Promise<Enrolled> {
  const enrolled = await client.post<Enrolled>('coordinator', '/enrolments', {
    pathway: 'post-laminectomy-syndrome',
    version: 1,
    patient: {
      ...{ reference: who, familyName: 'Okafor', givenName: `Ada ${who}`, bornOn: '1970-05-14', language: 'en' },
      ...{ timeZone: 'Europe/London', preferredTime: '09:00', email: addressOf(who), phone: phoneOf(who) },
    },
    consent: { email: true, givenOn: '2026-11-20' },
  });
  client.acknowledged.push({ what: 'enrolment', who, id: enrolled.id });
  return enrolled;
}

export async function record(
  client: Client,
  who: string,
  { id }: Enrolled,
  { fact, data }: Of<'record'>,
): Promise<void> {
  const body = { type: fact, data };
  const { eventId } = await client.post<{ eventId: string }>('clinician', `/enrolments/${id}/events`, body);
  client.acknowledged.push({ what: 'event', who, id: eventId, type: fact, data });
}

export async function acknowledge(client: Client, who: string, of: Enrolled, asked: Of<'acknowledge'>): Promise<void> {
  const { id, revision } = await openEscalation(client, of, asked.class);
  await client.post('clinician', `/escalations/${id}/acknowledgement`, { revision });
  client.acknowledged.push({ what: 'acknowledgement', who, escalation: id });
}

export async function resolve(client: Client, who: string, of: Enrolled, asked: Of<'resolve'>): Promise<void> {
  const { id, revision, signals } = await openEscalation(client, of, asked.class);
  const outcomes = signals.map((signal) => ({ id: signal.id, outcome: 'reached-safe', spokeWith: 'the patient' }));
  await client.post('clinician', `/escalations/${id}/resolution`, {
    ...{ revision, signals: outcomes, messages: 'resume', note: 'seen and safe' },
  });
  const signalIds = signals.map((signal) => signal.id);
  client.acknowledged.push({ what: 'resolution', who, escalation: id, signals: signalIds });
}

export async function complete(client: Client, who: string, { id }: Enrolled, { task }: Of<'complete'>): Promise<void> {
  type Task = { id: string; kind: string; enrolmentId: string | null };
  const tasks = await client.list<Task>('coordinator', '/tasks?status=open');
  const open = tasks.find(({ kind, enrolmentId }) => kind === task && enrolmentId === id);
  if (!open) throw new Error(`There is no open task "${task}" for ${who}.`);
  await client.post('coordinator', `/tasks/${open.id}/completion`, {});
  client.acknowledged.push({ what: 'completion', who, task: open.id });
}

async function openEscalation(client: Client, { patientId }: Enrolled, kind: string): Promise<Escalation> {
  const open = await client.list<Escalation>('clinician', '/escalations?status=open');
  const found = open.find((each) => each.patientId === patientId && each.class === kind);
  if (!found) throw new Error(`There is no open escalation of class ${kind} to be found.`);
  return found;
}
