import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import type { SignalClass } from '../../src/domain/instrument/types';
import type { Instant } from '../../src/domain/words/time';
import { firstOn, london } from '../support/care/facts';
import type { Mind } from '../support/servers/phone';
import { answered, endDay, scripts, type ScriptStep } from '../support/care/scripted-patient';

export type Action =
  | { do: 'answer'; mind: Mind }
  | { do: 'record'; fact: string; data: object }
  | { do: 'acknowledge'; class: SignalClass }
  | { do: 'resolve'; class: SignalClass }
  | { do: 'complete'; task: string };

/** Everything that happens at one instant, side by side. */
export type Scene = { at: Instant; actions: { who: string; action: Action }[] };
export type Journey = { startsAt: Instant; patients: string[]; scenes: Scene[] };

type Line = { who: string; onDay: number; time: string; action: Action };

const on = (day: number, time: string): Instant => instantAt(london, plusDays(firstOn, day), time);

/**
 * Patients answer half an hour after the first reminder. So a routine invitation whose attempt is ambiguous, and which is
 * never sent again (design, section 6), cannot change when they answer: the link comes with the reminder too.
 */
const DAYS_LATER = 2;

function play(who: string, script: readonly ScriptStep[]): Line[] {
  return script.map(({ onDay, time, ...step }) =>
    'answer' in step
      ? { who, onDay: onDay + DAYS_LATER, time, action: { do: 'answer', mind: step.answer } }
      : { who, onDay, time, action: { do: 'record', fact: step.fact, data: step.data } },
  );
}

/** Well at first, then numb between the legs in the second week; acknowledged late, resolved at noon, asked on as before. */
function flagged(weeks: readonly number[]): Line[] {
  const redFlag: Mind = { 'red-flags': { '1': 1 }, peg: { '1': 7, '2': 7, '3': 7 } };
  const day = 7 + DAYS_LATER;
  return [
    ...play('flagged', [answered(0, 6, { rmdq: 10 })]),
    { who: 'flagged', onDay: day, time: '09:30', action: { do: 'answer', mind: redFlag } },
    { who: 'flagged', onDay: day, time: '10:40', action: { do: 'acknowledge', class: 'spine' } },
    { who: 'flagged', onDay: day, time: '12:00', action: { do: 'resolve', class: 'spine' } },
    ...play(
      'flagged',
      weeks.map((week) => answered(7 * week, 6)),
    ),
  ];
}

/** Two check-ins without a word: the coordinator rings on Monday. */
const silent: Line[] = [{ who: 'silent', onDay: 16, time: '10:00', action: { do: 'complete', task: 'call-patient' } }];

/** Nobody answers either gate in time; one question is taken up and ends by its decision, the other goes on paging to the end. */
const decided: Line[] = [
  { who: 'fails', onDay: endDay + 17, time: '11:00', action: { do: 'acknowledge', class: 'decision' } },
  {
    who: 'fails',
    onDay: endDay + 17,
    time: '11:30',
    action: {
      do: 'record',
      fact: 'decision.made',
      data: { gate: 'surgical-review', choice: 'approve', reason: 'no change after an adequate trial' },
    },
  },
];

export const journeys = {
  full: journey(endDay + 20, [
    ...play('succeeds', scripts.succeeds),
    ...play('fails', scripts.failsAfterAnAdequateTrial),
    ...play('cannot-tell', scripts.cannotTell),
    ...flagged([2, 3, 4, 5]),
    ...silent,
    ...decided,
  ]),
  short: journey(20, [
    ...play(
      'succeeds',
      scripts.succeeds.filter(({ onDay }) => onDay < 15),
    ),
    ...flagged([]),
    ...silent,
  ]),
} satisfies Record<string, Journey>;

/** From Friday, 20 November 2026, ten o'clock, to noon of a last day that is a Friday too. */
function journey(lastDay: number, lines: readonly Line[]): Journey {
  const byInstant = new Map<Instant, Scene['actions']>();
  for (const { who, onDay, time, action } of lines) {
    const at = on(onDay, time);
    byInstant.set(at, [...(byInstant.get(at) ?? []), { who, action }]);
  }
  byInstant.set(on(lastDay, '12:00'), []);
  return {
    startsAt: on(-1, '10:00'),
    patients: [...new Set(lines.map(({ who }) => who))],
    scenes: [...byInstant].map(([at, actions]) => ({ at, actions })).sort((a, b) => a.at - b.at),
  };
}
