import { checkRun, checkSame, type Check } from './checks/checker';
import { HouseProcess } from './house-process';
import type { Journey } from './journey';
import { killPlan } from './kill-plan';
import type { Say } from './nemesis';
import { playHouse, type Played } from './played-house';
import { momentsOf } from './run-journey';
import { loseTemporal } from './temporal-loss';

export type KillTest = { journey: Journey; seed: number; kills: number; say: Say };

/** The whole: in peace, with kills, then without the engine's data. Everything is looked at, and all faults come back. */
export async function killTest({ journey, seed, kills, say }: KillTest): Promise<Check[]> {
  const peace = new HouseProcess();
  const house = new HouseProcess();
  let inOrder = false;
  try {
    // Side by side, because much of either is waiting.
    const [quiet, killed] = await both(
      playHouse(peace, journey, [], say),
      playHouse(house, journey, killPlan(seed, kills, momentsOf(journey)), say),
    );
    say(`without kills: ${figures(quiet)}`);
    say(`with kills: ${figures(killed)}`);
    for (const line of house.fallen) say(`not killed, but fallen: ${line}`);
    await peace.stop();

    const checks = named('without kills', checkRun(quiet.rows, quiet.client.acknowledged, quiet.settledAt));
    checks.push(
      { title: 'kills carried out', looked: kills, faults: killed.kills === kills ? [] : [`${killed.kills} kills`] },
      ...named('with kills', checkRun(killed.rows, killed.client.acknowledged, killed.settledAt)),
      ...checkSame(quiet.rows, killed.rows),
    );

    const lost = await loseTemporal(house, killed.client);
    checks.push(
      lost.check,
      ...named('after the loss', checkRun(lost.rows, killed.client.acknowledged, lost.settledAt)),
    );
    inOrder = checks.every(({ faults }) => faults.length === 0);
    return checks;
  } finally {
    await peace.stop();
    await house.stop();
    peace.remove();
    if (inOrder) house.remove();
    else say(`The data are kept for a look: ${house.folder}`);
  }
}

/** Neither goes on unseen when the other fails. */
async function both<T>(one: Promise<T>, other: Promise<T>): Promise<[T, T]> {
  await Promise.allSettled([one, other]);
  return Promise.all([one, other]);
}

const named = (when: string, checks: Check[]): Check[] =>
  checks.map((check) => ({ ...check, title: `${when}: ${check.title}` }));

function figures({ client, seconds, rows }: Played): string {
  const outcomes = rows.attempts.map(({ outcome }) => outcome);
  const count = (outcome: string): number => outcomes.filter((each) => each === outcome).length;
  return [
    `${seconds} s`,
    `${client.tally.requests} requests (${client.tally.retries} repeated)`,
    `${client.acknowledged.length} promises`,
    `${rows.events.length} facts`,
    `${rows.journal.length} journal entries`,
    `${rows.caught.length} mails`,
    `${count('ambiguous')} ambiguous and ${count('deferred')} deferred attempts`,
    `${rows.escalations.filter((each) => each.class !== 'canary').length} escalations`,
  ].join(', ');
}
