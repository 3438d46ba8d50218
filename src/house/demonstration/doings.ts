import { rightToRecord } from '../../domain/facts/rights';
import { localDateAt } from '../../domain/calendar/calendar';
import { clinical, deeds, personOf, teamRights } from '../../domain/words/authority';
import { patientEventTypes } from '../../domain/words/event';
import type { Event } from '../../catalogue/clinic/load-made-up';
import { recordPatientEvent, recordStaffEvent } from '../../../api/commands/recording';
import type { RecordedType } from '../../domain/facts/fact';
import type { OpenWork } from '../../storage/house/made-up';
import { act, within } from './desk';
import { answerCheckIn, askedOfProxy, reportProblem } from './home';
import type { Life } from './life';

// What people do in the course of a made-up patient, as they do it: staff through the routes of the interface.

export async function enrol(life: Life): Promise<void> {
  const { deps, tx, course, clinic, staff } = life;
  const coordinator = staff.whoMay(deeds['enrol patients']);
  const { pathway, version, patient, consent, enrolledAt } = course;
  const givenOn = localDateAt(clinic.timeZone, enrolledAt);
  const body = { pathway, version, patient, consent: { email: consent, givenOn } };
  const made = (await act(deps, tx, coordinator, { path: '/enrolments', body })) as { id: string; patientId: string };
  life.enrolmentId = made.id;
  life.patientId = made.patientId;
}

export async function doEvent(life: Life, event: Event): Promise<void> {
  const { deps, course } = life;
  if ('says' in event) {
    life.answers = event.says !== null;
    life.says = { ...life.says, ...event.says };
    if (event.afterDays !== undefined) life.answersAfter = event.afterDays * 86_400_000;
    if (!life.answers) life.replies = [];
  } else if ('bounces' in event) life.bounces = true;
  else if ('fact' in event) await tryToRecord(life, event.fact.type as RecordedType, event.fact.data);
  else if ('answers' in event)
    await answerNewest(life, { ...course.otherwise, ...life.says, ...event.answers }, event.from);
  else if ('reports' in event) await reportProblem(deps, life.linkCode ?? '', event.reports);
  else if ('rings' in event) await ring(life, event);
  else if ('acknowledges' in event) {
    for (const each of await openWork(life)) if (each.what === 'escalation') await acknowledge(life, each);
  } else if ('completes' in event) {
    for (const each of await openWork(life))
      if (each.what === 'task' && each.kind === event.completes) await complete(life, each);
  } else if ('resolves' in event) {
    for (const each of await openWork(life)) if (each.what === 'escalation') await resolve(life, each);
  } else throw new Error(`A course of a made-up patient cannot do this: ${Object.keys(event).join(', ')}.`);
}

/** What has been waiting for somebody. */
export async function doChore(life: Life, about: OpenWork): Promise<void> {
  if (about.what === 'task') await complete(life, about);
  else if (about.what === 'question') {
    const decision = life.course.decides[about.gate];
    await record(life, 'decision.made', { gate: about.gate, ...decision });
  } else if (about.status === 'open') await acknowledge(life, about);
  else await resolve(life, about);
}

const openWork = ({ deps, tx, patientId }: Life): Promise<OpenWork[]> => deps.store.madeUp.openWorkOf(tx, patientId);

/** What was booked does not take place any more when the care has ended. */
async function tryToRecord(life: Life, type: RecordedType, data: object): Promise<void> {
  const { deps, tx, clinicId, enrolmentId } = life;
  const isSession = type.startsWith('session.');
  const enrolment = isSession ? await deps.store.enrolments.findEnrolment(tx, clinicId, enrolmentId) : null;
  if (enrolment?.status !== 'ended') await record(life, type, data);
}

/** By the commands behind the routes: what the fact says was checked by its contract when the course was read. */
async function record(life: Life, type: RecordedType, data: object): Promise<void> {
  const { deps, tx, staff, enrolmentId, patientId } = life;
  const right = rightToRecord(type, data);
  // Who keeps the diary writes down who came; what is found and decided, a clinician.
  const principal = /^(session|contact|consent|patient|enrolment|call)\./.test(type)
    ? staff.whoMay(right)
    : staff.whoMay(personOf(clinical.filter((role) => right.roles.includes(role))));
  const call = { ...within(deps, tx), query: {}, principal };
  const body = { type, data };
  if ((patientEventTypes as readonly string[]).includes(type))
    await recordPatientEvent({
      ...call,
      params: { id: patientId },
      body: body as Parameters<typeof recordPatientEvent>[0]['body'],
    });
  else
    await recordStaffEvent({
      ...call,
      params: { id: enrolmentId },
      body: body as Parameters<typeof recordStaffEvent>[0]['body'],
    });
}

/** To the check-in that was asked last and is not answered; what somebody else says for the patient is taken on the telephone. */
async function answerNewest(life: Life, said: Life['says'], from?: 'proxy'): Promise<void> {
  const { tx, enrolmentId, deps, staff } = life;
  const open = await deps.store.madeUp.newestAsked(tx, enrolmentId);
  if (open === null) throw new Error('No check-in is open.');
  if (from === undefined) {
    if (!(await answerCheckIn(deps, tx, open, said)))
      throw new Error('The check-in that was asked last takes no answers.');
  } else {
    const answers = await askedOfProxy(deps, tx, open, said);
    const body = { taken: 'telephone', answeredBy: from, answers };
    await act(deps, tx, staff.whoMay(deeds['take answers']), { path: '/check-ins/:id/responses', id: open, body });
  }
}

async function ring(life: Life, { rings, outcome }: Extract<Event, { rings: string }>): Promise<void> {
  const { deps, tx, staff, enrolmentId } = life;
  const task = (await openWork(life)).find((each) => each.what === 'task' && each.kind === rings);
  if (!task) throw new Error(`No task ${rings} is open.`);
  const data = { outcome, task: task.id };
  const body = { type: 'call.made', data };
  await act(deps, tx, staff.whoMay(teamRights.coordinators), { path: '/enrolments/:id/events', id: enrolmentId, body });
}

async function complete({ deps, tx, staff }: Life, task: Extract<OpenWork, { what: 'task' }>): Promise<void> {
  const body = { note: 'Seen to.', reached: true };
  await act(deps, tx, staff.whoMay(teamRights[task.team]), { path: '/tasks/:id/completion', id: task.id, body });
}

type Escalation = Extract<OpenWork, { what: 'escalation' }>;

async function acknowledge({ deps, tx, staff, clinicId }: Life, { id }: Escalation): Promise<void> {
  const who = await staff.onCall(tx, await deps.store.clock.clinicNow(tx, clinicId));
  await act(deps, tx, who, { path: '/escalations/:id/acknowledgement', id });
}

async function resolve({ deps, tx, staff, clinicId }: Life, each: Escalation): Promise<void> {
  const { store } = deps;
  const now = await store.clock.clinicNow(tx, clinicId);
  const { revision, signals } = await store.escalations.one(tx, clinicId, each.id);
  const outcome = { outcome: 'reached-safe', contactAt: new Date(now).toISOString(), spokeWith: 'the patient' };
  const body = { revision, signals: signals.map(({ id }) => ({ id, ...outcome })), messages: 'resume' };
  const who = await staff.onCall(tx, now);
  await act(deps, tx, who, { path: '/escalations/:id/resolution', id: each.id, body });
}
