import fc from 'fast-check';
import { plusDays } from '../../../../src/domain/calendar/calendar';
import type { Fact } from '../../../support/care/facts';
import { at } from '../../../support/care/facts';
import { answers, diagnosed, fact, playWhole, wholeRules } from '../../../support/care/whole';

// Whatever is recorded of a block, in whichever order: nobody is led on by staying away, and a block to which nobody came is
// neither enough nor a success.

const rules = wholeRules({}, 3);
const BEGAN = '2026-11-24';
const DAYS = 150;
const on = (day: number): string => plusDays(BEGAN, day);
const day = fc.integer({ min: 1, max: DAYS - 10 });

const session = fc.record({
  d: day,
  outcome: fc.oneof(
    { weight: 4, arbitrary: fc.constant('session.attended' as const) },
    { weight: 2, arbitrary: fc.constantFrom('session.missed', 'session.cancelled', null) },
  ),
});

const choices = {
  'first-block-longer': ['approve', 'decline', 'unable'],
  'first-block-dropped': ['approve', 'decline', 'unable'],
  'after-first-block': ['approve', 'decline'],
  'first-block-reached': ['approve', 'decline'],
} as const;
const decision = fc.constantFrom(...(Object.keys(choices) as (keyof typeof choices)[])).chain((gate) =>
  fc.record({
    gate: fc.constant(gate),
    choice: fc.constantFrom<string>(...choices[gate]),
    day: fc.integer({ min: 5, max: DAYS }),
  }),
);
const declining = fc.record({
  day: fc.integer({ min: -1, max: DAYS }),
  stage: fc.constantFrom('first-block', undefined),
  as: fc.constantFrom('declined' as const, 'unable' as const),
});
const pain = fc.record({ day, pain: fc.integer({ min: 0, max: 10 }) });

const course = fc
  .record({
    sessions: fc.array(session, { maxLength: 14 }),
    decisions: fc.array(decision, { maxLength: 6 }),
    declined: fc.array(declining, { maxLength: 2 }),
    pains: fc.array(pain, { maxLength: 6 }),
  })
  .map(({ sessions, decisions, declined, pains }): Fact[] =>
    [
      ...diagnosed('structural'),
      ...sessions.flatMap(({ d, outcome }, index): Fact[] => {
        const id = `s${String(index)}`;
        const booked = { session: id, purpose: 'therapy' as const, at: at(on(d), '15:00') };
        return [
          fact('session.booked', on(0), booked, '12:00'),
          ...(outcome === null ? [] : [fact(outcome, on(d), { session: id }, '16:00')]),
        ];
      }),
      ...decisions.map(({ day: d, gate, choice }) =>
        fact('decision.made', on(d), { gate, choice, reason: 'x' }, '17:00'),
      ),
      ...declined.map(({ day: d, as, stage }) =>
        fact('therapy.declined', on(d), { as, reason: 'x', ...(stage === undefined ? {} : { stage }) }, '10:00'),
      ),
      ...pains.map(({ day: d, pain: value }) =>
        answers(on(d), { pain: value, 'rmdq-24': value * 2, pgic: value > 4 ? 4 : 1 }),
      ),
    ].sort((a, b) => a.at - b.at),
  );

describe('a block of sessions, whatever becomes of it', () => {
  it('is left by a decision alone, and for the next block only when it was adequate or made things worse', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const { state, entries } = playWhole(facts, at(on(DAYS)), rules);
        const entered = entries.filter(({ what, track }) => what === 'stage.entered' && track === 'rehabilitation');
        for (const { rule, stage, at: when } of entered.slice(1)) {
          const decided = entries.find(({ what, track, at: then }) => {
            return what === 'gate.decided' && track === 'rehabilitation' && then === when;
          });
          expect(decided?.rule).toBe(rule);
          if (stage !== 'second-block') continue;
          const found = decided?.inputs.find(({ name }) => name === 'verdict')?.value;
          expect(found).not.toBe('not-yet-adequate');
          const block = state.history.completed.findLast((one) => one.stage === 'first-block');
          expect(block?.adequate === true || found === 'getting-worse').toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('to which nobody came is never adequate, and nothing is said of its success', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const none = facts.filter(({ type }) => type !== 'session.attended');
        const { state } = playWhole(none, at(on(DAYS)), rules);
        for (const one of state.history.completed.filter(({ kind }) => kind === 'therapy-block')) {
          expect(one.adequate).not.toBe(true);
          expect(['not-yet-adequate', 'getting-worse']).toContain(one.verdict);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('of which no outcome is recorded is not said to have been dropped', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const untold = ['session.attended', 'session.missed', 'session.cancelled', 'therapy.declined'];
        const open = facts.filter(({ type }) => type !== 'decision.made' && !untold.includes(type));
        const { state } = playWhole(open, at(on(DAYS)), rules);
        const wasBooked = open.some(({ type }) => type === 'session.booked');
        const gate = state.tracks.find(({ track }) => track === 'rehabilitation')?.gate?.gate;
        if (wasBooked) expect(gate).not.toBe('first-block-dropped');
      }),
      { numRuns: 40 },
    );
  });

  it('of which two sessions in a row are missed has one call at a time', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const { effects } = playWhole(facts, at(on(DAYS)), rules);
        let open = 0;
        for (const effect of effects) {
          if (effect.type === 'open-task' && effect.task === 'call-about-missed') open += 1;
          if (effect.type === 'close-task' && effect.key.startsWith('call-about-missed/')) open -= 1;
          expect(open).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });
});
