import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { instantAt } from '../src/domain/calendar/calendar';
import { london } from '../test/support/care/facts';
import { ada } from '../test/support/care/made-up-patients';
import { type Cost, costOf, sum } from './actions';
import {
  answerByPhone,
  clockTo,
  day,
  EMAIL,
  endEscalations,
  expectStatus,
  facts,
  isAlarming,
  isSilent,
  WEEKS,
} from './clinic-year';
import { alone, type Measured } from './figure';
import { type RunningHouse, startHouse } from './running-house';
import type { Servers } from './servers';

/** What the reference patient-year costs the engine, counted from the exported histories of all its runs. */
export async function benchPatientYear(servers: Servers): Promise<Measured[]> {
  const house = await startHouse(servers, {
    namespace: 'year',
    worker: true,
    at: instantAt(london, '2026-11-20', '10:00'),
  });
  const connection = await Connection.connect({ address: servers.temporal.address });
  try {
    const enrolled = await expectStatus(
      201,
      house.people.coordinator.post<{ id: string }>('/enrolments', ada({ email: EMAIL })),
    );
    await playYear(house, enrolled.id);
    await checkOracle(house, enrolled.id);
    const client = new Client({ connection, namespace: 'year' });
    const care = await costOf(client, `enrolment/${enrolled.id}`);
    const { rows } = await sql<{ id: string }>`select id from escalation where class <> 'canary'`.execute(house.db);
    const escalations = sum(await Promise.all(rows.map(({ id }) => costOf(client, `escalation/${id}`))));
    return [...figuresOf(care), ...escalationFigures(escalations, rows.length)];
  } finally {
    await connection.close();
    await house.close();
  }
}

async function playYear(house: RunningHouse, id: string): Promise<void> {
  const moves = [
    ...Array.from({ length: WEEKS }, (_, week) => ({ at: day(week * 7), week, fact: null })),
    ...facts.map((fact) => ({ at: day(fact.onDay, '11:00'), week: null, fact })),
  ].sort((a, b) => a.at - b.at);
  for (const { at, week, fact } of moves) {
    await clockTo(house, at);
    await endEscalations(house);
    if (fact !== null) {
      const { type, data } = fact;
      await expectStatus(202, house.people.clinician.post(`/enrolments/${id}/events`, { type, data }));
    } else if (!isSilent(week)) {
      await answerByPhone(house, isAlarming(week));
      // The first rung is told before anybody takes it on.
      await clockTo(house, at + 60_000);
      await endEscalations(house);
    }
  }
  await clockTo(house, day(WEEKS * 7, '08:00'));
  await endEscalations(house);
}

type Oracle = { prompts: number; reminders: number; answers: number; alerts: number; missed: number; mails: number };
const expected: Oracle = { prompts: 56, reminders: 28, answers: 42, alerts: 14, missed: 14, mails: 84 };

/** A year that went otherwise says nothing about cost: its figures are void. */
async function checkOracle({ db }: RunningHouse, id: string): Promise<void> {
  const { rows } = await sql<Oracle>`
    select
      (select count(*) from message where enrolment_id = ${id} and role = 'invite' and state = 'accepted') as prompts,
      (select count(*) from message where enrolment_id = ${id} and role like 'reminder-%' and state = 'accepted') as reminders,
      (select count(*) from check_in where enrolment_id = ${id} and status = 'answered') as answers,
      (select count(*) from check_in where enrolment_id = ${id} and status = 'missed') as missed,
      (select count(*) from escalation where tier = 'now' and class <> 'canary' and status = 'resolved') as alerts,
      (select count(*) from caught_mail where to_address = ${EMAIL}) as mails`.execute(db);
  const found = JSON.stringify(rows[0], Object.keys(expected));
  if (found !== JSON.stringify(expected))
    throw new Error(`This year is void: expected ${JSON.stringify(expected)}, found ${found}.`);
}

function figuresOf(care: Cost): Measured[] {
  return [
    alone('actions-per-patient-year', care.actions, 'actions'),
    alone('events-per-patient-year', care.events, 'events'),
    alone('steps-per-patient-year', care.steps, 'steps'),
    alone('runs-per-patient-year', care.runs, 'runs'),
    alone('longest-run', care.longestRun, 'events'),
    ...Object.entries(care.nudges).map(([reason, count]) => alone(`nudges: ${reason}`, count, 'signals')),
  ];
}

/** Not part of the bars: alerts are the work of people, and each climbs until somebody has it. */
function escalationFigures(cost: Cost, count: number): Measured[] {
  return [
    alone('escalations-per-patient-year', count, 'escalations'),
    alone('escalation-actions-per-patient-year', cost.actions, 'actions'),
    alone('escalation-events-per-patient-year', cost.events, 'events'),
  ];
}
