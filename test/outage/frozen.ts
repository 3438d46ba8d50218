import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '../kill/client';
import type { HouseProcess } from '../kill/house-process';
import { type Part, signalPart } from '../kill/victims';
import {
  ask,
  type Asked,
  enrolMany,
  type Enrolled,
  inDatabase,
  inHouse,
  raiseLadders,
  secondsUntil,
  told,
  watchSaid,
} from './open-house';
import type { Outage, Outcome } from './outage';

type Freezable = Extract<Part, 'postgres' | 'temporal' | 'mail catcher'>;

/** Longest answers: readiness promises two seconds, everything else the wait for a connection and one statement. */
const READY_MS = 2500;
const ANSWER_MS = 12_000;

/** A part stopped in its tracks (SIGSTOP) keeps its connections and says nothing, for so long; then it goes on. */
export const frozen =
  (part: Freezable, seconds: number): Outage =>
  () =>
    inHouse({}, (house, client) => freeze(house, client, part, seconds));

export async function freeze(
  house: HouseProcess,
  client: Client,
  part: Freezable,
  seconds: number,
  first = 0,
): Promise<Outcome> {
  const before = await enrolMany(client, 3, first);
  const ladders = await inDatabase(house, (db) => raiseLadders(db, before));
  const began = Date.now();
  const since = performance.now();
  signalPart(house.folder, part, 'SIGSTOP');
  const said = firstSaid(house, part, began, since, seconds);
  // Somebody enrols meanwhile and repeats it until there is an answer.
  const meanwhile = enrolMany(client, 1, first + 3);
  const asked: { ready: Asked[]; lists: Asked[] } = { ready: [], lists: [] };
  while (performance.now() - since < seconds * 1000) {
    const [ready, list] = await Promise.all([
      ask(house, '/readyz'),
      ask(house, '/api/v1/worklist?view=needs-you', house.apiKeys.coordinator),
    ]);
    asked.ready.push(ready);
    asked.lists.push(list);
    await delay(3000);
  }
  signalPart(house.folder, part, 'SIGCONT');
  const thawed = performance.now();
  const [enrolled, toldAfter] = await Promise.all([
    meanwhile,
    secondsUntil(180, () => inDatabase(house, async (db) => (await told(db, ladders)) === ladders.length), thawed),
  ]);
  return {
    fault: `${part} frozen for ${seconds} s`,
    lost: [
      ...slow('readiness', asked.ready, READY_MS),
      ...slow('a list', asked.lists, ANSWER_MS),
      ...unkind(asked.lists),
      ...(toldAfter === null ? ['a ladder told nobody within 3 minutes of the thaw'] : []),
      ...(await doubled(house, [...before, ...enrolled])),
      ...house.fallen.map((line) => `fallen: ${line}`),
    ],
    late: `alerts raised before it were out ${toldAfter ?? '–'} s after it went on`,
    said: await said,
  };
}

const slow = (what: string, asked: Asked[], most: number): string[] => {
  const worst = Math.max(0, ...asked.map(({ ms }) => ms));
  return worst <= most ? [] : [`${what} took ${worst} ms, allowed ${most}`];
};

/** Whoever cannot be served is told when to come back. */
const unkind = (asked: Asked[]): string[] =>
  asked
    .filter(({ status, retryAfter }) => status !== 200 && !(status === 503 && retryAfter !== null))
    .map(({ status, retryAfter }) => `a list answered ${status} with Retry-After ${retryAfter ?? 'missing'}`);

async function doubled(house: HouseProcess, promised: Enrolled[]): Promise<string[]> {
  const kept = await inDatabase(house, (db) =>
    db
      .selectFrom('enrolment')
      .select('id')
      .where(
        'id',
        'in',
        promised.map(({ id }) => id),
      )
      .execute(),
  );
  const all = await inDatabase(house, (db) =>
    db.selectFrom('patient').select('reference').where('hidden', '=', false).execute(),
  );
  return [
    ...(kept.length === promised.length
      ? []
      : [`${promised.length - kept.length} acknowledged enrolments are missing`]),
    ...(new Set(all.map(({ reference }) => reference)).size === all.length ? [] : ['somebody was enrolled twice']),
  ];
}

async function firstSaid(
  house: HouseProcess,
  part: Freezable,
  began: number,
  since: number,
  seconds: number,
): Promise<string> {
  const ready = secondsUntil(seconds, async () => (await ask(house, '/readyz')).status === 503, since);
  if (part !== 'postgres') {
    const after = await ready;
    return after === null ? 'not by readiness' : `by readiness after ${after} s`;
  }
  const watch = secondsUntil(seconds, () => Promise.resolve(watchSaid(house, 'database-unreachable', began)), since);
  return `by readiness after ${(await ready) ?? '–'} s, by the watch after ${(await watch) ?? '–'} s`;
}
