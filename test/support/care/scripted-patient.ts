import { plusDays } from '../../../src/domain/calendar/calendar';
import { digest } from '../../../src/domain/step/digest';
import type { DomainEvent, EventData, Observation } from '../../../src/domain/words/event';
import { scoreAnswers } from '../../../src/domain/instrument/score';
import type { Answers } from '../../../src/domain/instrument/types';
import { plan } from '../../../src/domain/check-ins/plan';
import type { Rules } from '../../../src/domain/step/rules';
import type { EnrolmentState, OpenGate } from '../../../src/domain/words/state';
import { MINUTE, type Instant, type LocalTime } from '../../../src/domain/words/time';
import type { Step } from '../../../src/domain/step/work';
import { at, enrolled, firstOn, numbered, type Fact } from './facts';
import { answers } from './shipped';

/** What happens in a course of care, as a person would tell it. The core and the engine both play it. */
export type ScriptStep = { onDay: number; time: LocalTime } & (
  | { answer: Record<string, Answers> }
  | {
      fact: Extract<
        keyof EventData,
        'diagnosis.recorded' | 'medication.started' | 'medication.stopped' | 'decision.made'
      >;
      data: object;
    }
);

const noRedFlags = answers(...Array.from({ length: 11 }, () => 0));
const rmdq = (ticked: number): Answers => answers(...Array.from({ length: 24 }, (_, item) => (item < ticked ? 1 : 0)));

/** Days are counted from the first check-in; a patient who answers does so at half past nine. */
export function answered(onDay: number, peg: number, more: { rmdq?: number; pgic?: number } = {}): ScriptStep {
  return {
    onDay,
    time: '09:30',
    answer: {
      'red-flags': noRedFlags,
      peg: answers(peg, peg, peg),
      ...(more.rmdq === undefined ? {} : { 'rmdq-24': rmdq(more.rmdq) }),
      ...(more.pgic === undefined ? {} : { pgic: answers(more.pgic) }),
    },
  };
}

const diagnosed: ScriptStep = {
  onDay: 3,
  time: '11:00',
  fact: 'diagnosis.recorded',
  data: { mechanism: 'neuropathic' },
};

/** A start, and the dose level reached two weeks later. Day 7 is Saturday, 28 November 2026. */
export function medicated(level: string): ScriptStep[] {
  const dose = { class: 'gabapentinoid', agent: 'pregabalin' };
  return [
    {
      onDay: 8,
      time: '11:00',
      fact: 'medication.started',
      data: { ...dose, doseLevel: 'starting', startedOn: plusDays(firstOn, 8) },
    },
    {
      onDay: 22,
      time: '11:00',
      fact: 'medication.started',
      data: { ...dose, doseLevel: level, startedOn: plusDays(firstOn, 22) },
    },
  ];
}

const beginning = [answered(0, 8, { rmdq: 16 }), diagnosed, answered(7, 8), ...medicated('target')];
const weekly = (peg: number): ScriptStep[] => [14, 21, 28, 35, 42, 49].map((day) => answered(day, peg));
const inOrder = (steps: ScriptStep[]): ScriptStep[] =>
  [...steps].sort((a, b) => a.onDay - b.onDay || (a.time < b.time ? -1 : 1));

/** The trial began on day 8 and is asked about on day 56, the first Saturday after six weeks. */
export const endDay = 56;

export const scripts = {
  succeeds: inOrder([...beginning, ...weekly(5), answered(endDay, 4, { rmdq: 8, pgic: 2 })]),
  failsAfterAnAdequateTrial: inOrder([...beginning, ...weekly(8), answered(endDay, 8, { rmdq: 15, pgic: 4 })]),
  cannotTell: inOrder([...beginning, ...weekly(8)]),
} satisfies Record<string, ScriptStep[]>;

export type Played = {
  state: EnrolmentState;
  events: DomainEvent[];
  entries: Step['entries'];
  effects: Step['effects'];
};

export type PlayOptions = {
  until: Instant;
  /** Whether the prompts of a check-in were accepted by a mail server; all were, unless told otherwise. */
  prompted?: (key: string) => boolean;
  /** Further facts, at instants of their own. */
  facts?: Fact[];
};

/** Plays a script through the pure core, in one step per fact, as storage would. */
export function play(
  rules: Rules,
  script: readonly ScriptStep[],
  { until, prompted = () => true, facts = [] }: PlayOptions,
): Played {
  const played: Played = {
    ...digest(rules, null, numbered([enrolled]), { now: enrolled.at, observed: [] }),
    events: numbered([enrolled]),
  };
  const moves = [
    ...script.map((step) => ({ when: at(plusDays(firstOn, step.onDay), step.time), step, fact: null })),
    ...facts.map((fact) => ({ when: fact.at, step: null, fact })),
  ].sort((a, b) => a.when - b.when);
  for (const move of moves.filter(({ when }) => when <= until)) {
    take(rules, played, [], move.when - 1, prompted);
    const fact = move.fact ?? factOf(rules, played.state, move.step, move.when);
    const events = numbered([fact], played.events.length + 1);
    played.events.push(...events);
    take(rules, played, events, move.when, prompted);
  }
  take(rules, played, [], until, prompted);
  return played;
}

function take(
  rules: Rules,
  played: Played,
  events: DomainEvent[],
  now: Instant,
  prompted: (key: string) => boolean,
): void {
  const observed = observations(rules, played.state, now, prompted);
  const step = digest(rules, played.state, events, { now, observed });
  played.state = step.state;
  played.entries.push(...step.entries);
  played.effects.push(...step.effects);
  if (step.usedObservations.length === 0) return;
  const [stored] = numbered(
    [{ type: 'time.passed', at: now, data: {}, observed: step.usedObservations }],
    played.events.length + 1,
  );
  if (stored) played.events.push(stored);
}

/** What the ledger would say of everything that may close up to an instant: a prompt is accepted a minute after it opens. */
export function observations(
  rules: Rules,
  state: EnrolmentState,
  until: Instant,
  prompted: (key: string) => boolean,
): Observation[] {
  return plan(rules, state, until).map(({ key, messages }) => {
    const dueAt = messages[0]?.dueAt;
    return {
      checkIn: key,
      promptAcceptedAt: dueAt !== undefined && prompted(key) ? dueAt + MINUTE : null,
      scores: [],
      anyAnswer: false,
    };
  });
}

function factOf(rules: Rules, state: EnrolmentState, step: ScriptStep, when: Instant): Fact {
  if ('fact' in step) return { type: step.fact, data: step.data, at: when } as Fact;
  const open = state.checkIns.find((checkIn) => !checkIn.answered);
  if (!open) throw new Error(`No check-in is open on day ${step.onDay}.`);
  const scores = Object.entries(step.answer).flatMap(([id, values]) => {
    const instrument = rules.instruments[id];
    if (!instrument) throw new Error(`There is no instrument ${id}.`);
    return open.ask.includes(id) ? scoreAnswers(instrument, values).scores : [];
  });
  return { type: 'check-in.answered', at: when, data: { checkIn: open.key, scores, late: false } };
}

/** The question that is open. */
export function gateOf({ tracks }: EnrolmentState): OpenGate {
  const gate = tracks[0]?.gate;
  if (!gate) throw new Error('no question is open');
  return gate;
}

export function effectTypes({ effects }: Played): string[] {
  return effects.map((effect) => effect.type);
}
