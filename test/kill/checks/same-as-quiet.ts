import { localDateAt } from '../../../src/domain/calendar/calendar';
import { london } from '../../support/care/facts';
import type { Rows } from './rows';

// The same journey was played once without kills. What the pathway made of it must be the same.

/**
 * The journal of each patient as text. Left out on purpose: recording times, and the hour of `at` – an event's `at` is the
 * moment it was typed, and an outage that is waited out (an ambiguous attempt takes 65 seconds of the wall) makes people
 * type minutes later; its day on the patient's calendar stays. An input's own `at` is such an hour too.
 */
export function journalsOf({ enrolments, journal }: Rows): Map<string, string[]> {
  return new Map(
    enrolments.map(({ id, who }) => [
      who,
      journal
        .filter(({ enrolmentId }) => enrolmentId === id)
        .map(({ entry: { at, what, rule, track, stage, key, inputs } }) =>
          JSON.stringify({
            on: localDateAt(london, at),
            ...{ what, rule, track, stage, key },
            inputs: inputs.map(({ name, value }) => [name, value]),
          }),
        ),
    ]),
  );
}

export function journalFaults(quiet: Rows, killed: Rows): string[] {
  const found = journalsOf(killed);
  return [...journalsOf(quiet)].flatMap(([who, expected]) => {
    const own = found.get(who) ?? [];
    const at = Array.from({ length: Math.max(expected.length, own.length) }).findIndex(
      (_, n) => own[n] !== expected[n],
    );
    if (at === -1) return [];
    return [`${who}: entry ${at + 1} is ${own[at] ?? 'missing'}, without kills ${expected[at] ?? 'missing'}`];
  });
}

/** Each escalation of the quiet run was raised here too, and came as far; canaries fly by the wall clock. */
export function escalationFaults(quiet: Rows, killed: Rows): string[] {
  const name = (rows: Rows): string[] =>
    rows.escalations
      .filter((each) => each.class !== 'canary')
      .map((each) => {
        const rules = rows.signals.filter(({ escalationId }) => escalationId === each.id).map(({ rule }) => rule);
        return [each.who, each.class, each.tier, each.status, ...rules.sort()].join(' ');
      })
      .sort();
  const [expected, found] = [name(quiet), name(killed)];
  return expected.join() === found.join() ? [] : [`without kills: ${expected.join('; ')} – here: ${found.join('; ')}`];
}

/**
 * Each prompt that left in the quiet run left here too, or its row shows the attempt that failed: an ambiguous invitation
 * is not sent again, and a reminder whose server was down may be overtaken by the answer.
 */
export function promptFaults(quiet: Rows, killed: Rows): string[] {
  const found = promptsOf(killed);
  return [...promptsOf(quiet)].flatMap(([key, { state }]) => {
    if (state !== 'accepted') return [];
    const own = found.get(key);
    if (own?.state === 'accepted' || own?.outcomes.some((outcome) => outcome !== 'accepted') === true) return [];
    return [`${key}: ${own?.state ?? 'missing'}, without kills accepted`];
  });
}

function promptsOf(rows: Rows): Map<string, { state: string; outcomes: (string | null)[] }> {
  const who = new Map(rows.enrolments.map((each) => [each.id, each.who]));
  return new Map(
    rows.messages.flatMap(({ id, key, state, enrolmentId, escalationId }) => {
      if (enrolmentId === null || escalationId !== null) return [];
      const outcomes = rows.attempts.filter(({ messageId }) => messageId === id).map(({ outcome }) => outcome);
      return [[key.replace(enrolmentId, who.get(enrolmentId) ?? ''), { state, outcomes }] as const];
    }),
  );
}
