import { localDateAt } from '../../src/domain/calendar/calendar';
import type { Instant } from '../../src/domain/words/time';
import { london } from '../support/care/facts';
import type { Client } from './client';
import type { Action, Journey } from './journey';
import { answerCheckIn } from './patient';
import { acknowledge, complete, enrol, record, resolve, type Enrolled } from './staff';

/** Enrolling, then for each scene the way to it and the scene itself. */
export const momentsOf = ({ scenes }: Journey): number => 1 + 2 * scenes.length;

/** Plays a journey from enrolment to its last instant. `begin` is told of each moment: there the kills strike. */
export async function runJourney(
  client: Client,
  { patients, scenes }: Journey,
  begin: (moment: number, what: string) => void,
): Promise<void> {
  begin(0, 'enrolling');
  const enrolled = new Map(await Promise.all(patients.map(async (who) => [who, await enrol(client, who)] as const)));
  for (const [index, { at, actions }] of scenes.entries()) {
    begin(1 + 2 * index, `walking to ${named(at)}`);
    await client.walkTo(at);
    begin(
      2 + 2 * index,
      actions.map(({ who, action }) => `${who} ${action.do}`).join(', ') || `resting at ${named(at)}`,
    );
    await Promise.all(
      actions.map(async ({ who, action }) => {
        const of = enrolled.get(who);
        if (of) await act(client, who, of, action, at);
      }),
    );
  }
}

async function act(client: Client, who: string, of: Enrolled, action: Action, at: Instant): Promise<void> {
  switch (action.do) {
    case 'answer':
      return answerCheckIn(client, who, action.mind, at);
    case 'record':
      return record(client, who, of, action);
    case 'acknowledge':
      return acknowledge(client, who, of, action);
    case 'resolve':
      return resolve(client, who, of, action);
    case 'complete':
      return complete(client, who, of, action);
  }
}

const named = (at: Instant): string => `${localDateAt(london, at)} ${new Date(at).toISOString().slice(11, 16)}`;
