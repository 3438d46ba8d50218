import { join } from 'node:path';
import { loadPathway } from '../../../src/catalogue/pathway/load-pathway';
import type { EventData, EventType } from '../../../src/domain/words/event';
import type { Score } from '../../../src/domain/instrument/types';
import type { Rules } from '../../../src/domain/step/rules';
import type { Instant, LocalDate, LocalTime } from '../../../src/domain/words/time';
import { at, type Fact } from './facts';
import { ladderSettings } from '../ladder-settings';
import { play, type Played } from './scripted-patient';
import { root, shippedInstruments } from './shipped';

/** The whole pathway as shipped, in a London clinic without a spread of wakes. */
export function wholeRules(optionalStages: Record<string, boolean> = {}, version = 2): Rules {
  const instruments = shippedInstruments();
  const pathway = loadPathway(
    join(root, 'pathways', 'post-laminectomy-syndrome', `v${String(version)}.yaml`),
    instruments,
  );
  return { pathway, clinic: { ...ladderSettings, wakeSpreadMinutes: 0, optionalStages }, instruments };
}

export function fact<T extends EventType>(
  type: T,
  date: LocalDate,
  data: EventData[T],
  time: LocalTime = '11:00',
): Fact {
  return { type, at: at(date, time), data } as Fact;
}

/** An answer with these scores; PEG and NRS are the same number, as for somebody who answers alike. */
export function answers(date: LocalDate, { pain, ...others }: Record<string, number>, checkIn = 'weekly'): Fact {
  const scores: Score[] = Object.entries(others).map(([score, value]) => ({ score, value, raw: value }));
  if (pain !== undefined) {
    scores.push({ score: 'peg', value: pain, raw: pain * 3 }, { score: 'nrs', value: pain, raw: pain });
  }
  const data = { checkIn: `care/diagnosis/${checkIn}@${date}`, scores, late: false };
  return { type: 'check-in.answered', at: at(date, '09:30'), data };
}

/** Everything that the pathway asks of whoever comes to it. */
export const entryMet = {
  referral: 'yes',
  'after-spinal-surgery': 'yes',
  'three-months': 'yes',
  adult: 'yes',
} as const;

/** History and examination on Monday, the diagnosis on Tuesday, 24 November 2026. */
export function diagnosed(mechanism: EventData['diagnosis.recorded']['mechanism']): Fact[] {
  return [
    fact('history.recorded', '2026-11-23', { previousOperations: 1, conditions: entryMet }),
    fact('examination.recorded', '2026-11-23', { deficit: 'none' }),
    fact('diagnosis.recorded', '2026-11-24', { mechanism }),
  ];
}

const noNsaid = ['nsaid', 'nsaid-and-paracetamol'].map((name) =>
  fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, name === 'nsaid' ? '10:00' : '10:05'),
);

/** Straight to the injection: no simple medicine is possible, and the clinician does not want one for nerve pain. */
export const towardsInjection: Fact[] = [
  ...diagnosed('axial'),
  ...noNsaid,
  fact('decision.made', '2026-11-26', { gate: 'after-simple-analgesic', choice: 'decline', reason: 'x' }),
];

export const order = {
  kind: 'epidural-steroid-injection',
  region: 'lumbar',
  side: 'left',
  indication: 'radicular',
  concordantImaging: true,
  conservativeWeeks: 12,
} as const;

/** Ordered, checked and performed on one day. */
export function injected(on: LocalDate): Fact[] {
  const { kind, region, side } = order;
  const checks = ['anticoagulant', 'infection', 'diabetes', 'contrast-allergy', 'consent'];
  return [
    fact('procedure.ordered', on, { ...order, plannedOn: on }, '10:00'),
    fact('procedure.checked', on, { checks }, '10:05'),
    fact('procedure.performed', on, { kind, region, side, guidance: 'fluoroscopy', performedOn: on }, '10:30'),
  ];
}

export function playWhole(facts: Fact[], until: Instant, rules = wholeRules()): Played {
  return play(rules, [], { until, facts });
}

export function tasksOf({ effects }: Played): string[] {
  return effects.flatMap((effect) => (effect.type === 'open-task' ? [effect.task] : []));
}

export function stageOf({ state }: Played, track = 'care'): string | undefined {
  return state.tracks.find((each) => each.track === track)?.stage;
}

export function gateIn({ state }: Played, track = 'care'): { gate: string; kind: string; missing: string[] } | null {
  const gate = state.tracks.find((each) => each.track === track)?.gate;
  return gate ? { gate: gate.gate, kind: gate.verdict.kind, missing: gate.verdict.missing } : null;
}
