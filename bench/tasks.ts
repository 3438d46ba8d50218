import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { connect } from '../src/storage/tx/connection';
import { migrateToLatest } from '../src/storage/house/migrate';
import { type By, handOf } from '../test/support/journeys/hand';
import { type Journey, screenOf } from '../test/support/journeys/journey';
import { chase, enrol, find } from '../test/support/journeys/day';
import { close, decide, takeOn } from '../test/support/journeys/night';
import { redFlag, weekly } from '../test/support/journeys/patient';
import { findChromium } from '../test/support/servers/chromium';
import { type StaffRoom, staffRoom } from '../test/support/servers/console';
import { alone, type Measured } from './figure';
import type { Servers } from './servers';

const journeys = [takeOn, close, decide, enrol, chase, find, weekly, redFlag] as Journey[];
/** Of the list of tasks, but nobody has walked them here yet. */
const notWalked = [
  'attendance of one, of a group of eight',
  'correct a wrong fact; undo an act',
  'contact corrected after a bounce, questions sent again',
  'baseline',
];

/** What people's tasks take, walked through the real screens in a browser: presses, fields and seconds, a table of them. */
export async function benchTasks({ postgres }: Servers): Promise<Measured[]> {
  const chromium = findChromium(process.env);
  if (chromium === null) throw new Error('No browser: install Chromium, or name one in THROUGHLINE_CHROMIUM.');
  const template = `tasks_${randomBytes(6).toString('hex')}`;
  const admin = connect(postgres.url, { max: 1, statementTimeoutMs: 60_000 });
  await sql`create database ${sql.id(template)}`.execute(admin);
  await migrateToLatest(Object.assign(new URL(postgres.url), { pathname: `/${template}` }).href);
  // The room is the one of the tests, which find their servers here.
  process.env.TEST_CHROMIUM = chromium;
  process.env.TEST_DATABASE_URL = postgres.url;
  process.env.TEST_DATABASE_ROLES = JSON.stringify(postgres.urls);
  process.env.TEST_TEMPLATE_DATABASE = template;
  const room = await staffRoom();
  const figures: Measured[] = [];
  try {
    for (const journey of journeys)
      for (const by of ['mouse', 'keyboard'] as const) figures.push(await walked(room, journey, by));
  } finally {
    await room.close();
    await sql`drop database ${sql.id(template)} with (force)`.execute(admin);
    await admin.destroy();
  }
  return [...figures, ...notWalked.map((task) => alone(task, Number.NaN, 'not measured'))];
}

async function walked(room: StaffRoom, journey: Journey, by: By): Promise<Measured> {
  const start = await journey.ready(room);
  const { page, close: leave } = await screenOf(room, journey, { width: 1366, height: 768 });
  await journey.begin(page, start);
  const hand = handOf(page, by);
  const from = performance.now();
  await journey.walk(hand, start);
  const seconds = (performance.now() - from) / 1000;
  await leave();
  const { presses, fields } = hand.count;
  return {
    ...alone(`${journey.task}, by ${by}`, presses, by === 'mouse' ? 'clicks' : 'keys'),
    also: { fields, seconds },
  };
}
