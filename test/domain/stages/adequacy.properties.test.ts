import fc from 'fast-check';
import { plusDays } from '../../../src/domain/calendar/calendar';
import { adequacyOf, type Trial } from '../../../src/domain/stages/medication-trial/adequacy';
import type { MedicationTrialStage } from '../../../src/domain/stages/medication-trial/definition';
import { verdictOf } from '../../../src/domain/stages/judge';
import type { Seat } from '../../../src/domain/stages/kind';
import { factsOf } from '../../../src/domain/stages/evidence';
import { emptyHistory } from '../../../src/domain/check-ins/history';
import { DAY } from '../../../src/domain/words/time';
import { at } from '../../support/care/facts';
import { wholeRules } from '../../support/care/whole';

// What was done decides whether a trial was adequate: never the scores, and never the day on which somebody answers.

const BEGAN = '2026-11-25';
const rules = wholeRules();
const LEVELS = ['starting', 'titrating', 'target', 'maximum-tolerated'];

type Drawn = {
  weeks: number;
  totalWeeks: number;
  doses: { level: string; day: number }[];
  judgedOn: number;
  askedOn: number | null;
  stoppedOn: number | null;
};

const drawn: fc.Arbitrary<Drawn> = fc.record({
  weeks: fc.integer({ min: 1, max: 5 }),
  totalWeeks: fc.integer({ min: 1, max: 8 }),
  doses: fc.uniqueArray(fc.record({ level: fc.constantFrom(...LEVELS), day: fc.integer({ min: 1, max: 60 }) }), {
    selector: ({ day }) => day,
    maxLength: 4,
  }),
  judgedOn: fc.integer({ min: 14, max: 80 }),
  askedOn: fc.option(fc.integer({ min: 1, max: 80 })),
  stoppedOn: fc.option(fc.integer({ min: 0, max: 80 })),
});

const on = (day: number): string => plusDays(BEGAN, day);

/** A seat in which the question of a trial stands open since a day, or is not put yet. */
function seatOf({ weeks, totalWeeks, doses, judgedOn, askedOn, stoppedOn }: Drawn) {
  const adequacy = [
    { class: 'gabapentin', doseLevels: ['target', 'maximum-tolerated'], weeks, totalWeeks, source: 'x' },
  ];
  const found = rules.pathway.tracks[0]?.stages.find(({ id }) => id === 'neuropathic-trial');
  const stage = { ...found, adequacy } as MedicationTrialStage;
  const trial: Trial = {
    class: 'gabapentin',
    agent: 'x',
    startedOn: BEGAN,
    startedAt: at(BEGAN),
    doses: [
      { level: 'starting', from: BEGAN },
      ...doses.map(({ level, day }) => ({ level, from: on(day) })).sort((a, b) => (a.from < b.from ? -1 : 1)),
    ],
    stoppedOn: stoppedOn === null ? null : on(stoppedOn),
    evaluation: { on: on(judgedOn), times: 0, baseline: {} },
  };
  const gate = askedOn === null ? null : { openedAt: at(on(askedOn)) };
  const state = { reach: { timeZone: 'Europe/London' }, history: emptyHistory(), scores: {}, startedAt: at(BEGAN) };
  const track = { track: 'care', stage: stage.id, enteredOn: BEGAN, recorded: [], gate };
  const seat = { rules, stage, state, track, own: { kind: 'medication-trial', trial } };
  return { seat: seat as unknown as Seat<'medication-trial'>, trial };
}

const lastDay = ({ doses }: Drawn): number => Math.max(0, ...doses.map(({ day }) => day));

describe('whether a trial was adequate', () => {
  it('is never so with fewer days than are asked for, at the level and in all', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 120 }), (one, late) => {
        const { seat, trial } = seatOf(one);
        const { missing, mayHelpSooner } = adequacyOf(seat, trial, at(BEGAN) + late * DAY);
        const until = one.stoppedOn ?? Math.max(lastDay(one), Math.min(one.askedOn ?? late, one.judgedOn));
        const days = Array.from({ length: Math.max(0, until) }, (_, day) => day);
        const levelOn = (day: number): string => trial.doses.findLast(({ from }) => from <= on(day))?.level ?? '';
        const atLevel = days.filter((day) => ['target', 'maximum-tolerated'].includes(levelOn(day))).length;

        if (atLevel < one.weeks * 7 || until < one.totalWeeks * 7) expect(missing).not.toEqual([]);
        if (until < one.totalWeeks * 7) expect(mayHelpSooner).toBe(false);
      }),
    );
  });

  it('is the same however late the question is answered', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 200 }), (one, late) => {
        const { seat, trial } = seatOf(one);
        const end = one.stoppedOn ?? one.askedOn ?? one.judgedOn;

        expect(adequacyOf(seat, trial, at(on(end)) + late * DAY)).toEqual(adequacyOf(seat, trial, at(on(end))));
      }),
    );
  });

  it('comes before its scores: too short is neither success nor failure', () => {
    const scores = fc.record({ before: fc.integer({ min: 0, max: 30 }), now: fc.integer({ min: 0, max: 30 }) });
    fc.assert(
      fc.property(drawn, scores, (one, { before, now }) => {
        const { seat, trial } = seatOf(one);
        const when = at(on(one.judgedOn));
        const adequacy = adequacyOf(seat, trial, when);
        fc.pre(adequacy.mayHelpSooner === false && adequacy.missing.length > 0);
        const point = (raw: number) => ({ value: raw / 3, raw, at: when });
        const baseline = { peg: point(before), 'rmdq-24': point(24) };
        const facts = factsOf(seat, { baseline }, when);
        const answered = { peg: [point(now)], 'rmdq-24': [point(0)], pgic: [{ value: 1, raw: 1, at: when }] };

        expect(verdictOf(seat, { ...facts, scores: answered }, adequacy).kind).toBe('not-yet-adequate');
      }),
    );
  });
});
