import fc from 'fast-check';
import { plusDays } from '../../../src/domain/calendar/calendar';
import { canonical } from '../../../src/domain/step/canonical';
import { digest } from '../../../src/domain/step/digest';
import { explain } from '../../../src/domain/telling/explain';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { nextWakeAt } from '../../../src/domain/step/next-wake';
import { DAY, HOUR, type Instant } from '../../../src/domain/words/time';
import { at, enrolled, numbered, type Fact } from '../../support/care/facts';
import { injected, order, wholeRules } from '../../support/care/whole';

const rules = wholeRules({ 'opioid-trial': true });
const day = (now: Instant): string => plusDays('1970-01-01', Math.floor(now / DAY));
const gates = rules.pathway.tracks.flatMap((track) =>
  track.stages.flatMap((stage) => {
    if (stage.kind === 'diagnosis') return [];
    const special = 'gateWhen' in stage ? Object.values(stage.gateWhen ?? {}) : [];
    return [...(stage.gate ? [stage.gate] : []), ...special].map(({ id }) => id);
  }),
);

type Bare = (now: Instant) => Fact[];
const one =
  (make: (now: Instant) => object): Bare =>
  (now) => [{ ...make(now), at: now } as Fact];
const number = fc.integer({ min: 0, max: 10 });

const moves: fc.Arbitrary<Bare> = fc.oneof(
  fc
    .record({ pain: number, phq: fc.integer({ min: 0, max: 27 }), rmdq: fc.integer({ min: 0, max: 24 }) })
    .map(({ pain, phq, rmdq }) =>
      one((now) => ({
        type: 'check-in.answered',
        data: {
          checkIn: `care/diagnosis/weekly@${day(now)}`,
          late: false,
          scores: [
            { score: 'peg', value: pain, raw: pain * 3 },
            { score: 'nrs', value: pain, raw: pain },
            { score: 'rmdq-24', value: rmdq, raw: rmdq },
            { score: 'phq-9', value: phq, raw: phq },
            { score: 'pgic', value: 1 + (pain % 7), raw: 1 + (pain % 7) },
          ],
        },
      })),
    ),
  fc.constantFrom('neuropathic', 'axial', 'structural').map((mechanism): Bare => (now) => [
    { type: 'history.recorded', data: { previousOperations: 1 }, at: now },
    { type: 'examination.recorded', data: { deficit: 'none' }, at: now + 1 },
    { type: 'diagnosis.recorded', data: { mechanism }, at: now + 2 },
  ]),
  fc
    .record({ gate: fc.constantFrom(...gates), choice: fc.constantFrom('approve', 'decline') })
    .map((data) => one(() => ({ type: 'decision.made', data: { ...data, reason: 'x' } }))),
  fc.constantFrom('gabapentin', 'nsaid', 'opioid', 'snri').map((name): Bare => (now) => [
    {
      type: 'medication.checked',
      data: {
        checks: ['renal-function', 'other-sedatives', 'mood', 'driving', 'stomach-risk', 'heart-risk', 'other-nsaid'],
      },
      at: now,
    },
    {
      type: 'medication.started',
      data: { class: name, agent: 'x', doseLevel: name === 'nsaid' ? 'usual' : 'target', startedOn: day(now) },
      at: now + 1,
    },
  ]),
  fc
    .constantFrom('nsaid', 'nsaid-and-paracetamol', 'gabapentin', 'pregabalin', 'snri', 'tricyclic')
    .map((name) => one(() => ({ type: 'medication.contraindicated', data: { class: name, reason: 'x' } }))),
  fc.constant<Bare>((now) => injected(day(now)).map((fact, index) => ({ ...fact, at: now + index }))),
  fc.constant(one((now) => ({ type: 'procedure.ordered', data: { ...order, plannedOn: day(now) } }))),
  fc
    .integer({ min: 1, max: 9 })
    .map((n) =>
      one((now) => ({ type: 'session.booked', data: { session: `s${n}`, purpose: 'therapy', at: now + n * DAY } })),
    ),
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('session.attended', 'session.missed', 'session.cancelled'))
    .map(([n, type]) => one(() => ({ type, data: { session: `s${n}` } }))),
  fc
    .constantFrom('support', 'no-need')
    .map((outcome) => one(() => ({ type: 'psychology.assessed', data: { outcome } }))),
  fc.constant(one(() => ({ type: 'stage.bypassed', data: { track: 'care', reason: 'x' } }))),
  fc.constant(one((now) => ({ type: 'patient.admitted', data: { reviewAt: now + 9 * DAY } }))),
  fc.constant(one(() => ({ type: 'patient.discharged', data: {} }))),
  fc.constant(one((now) => ({ type: 'enrolment.paused', data: { until: now + 12 * DAY, reason: 'x' } }))),
  fc.constant(one(() => ({ type: 'imaging.ordered', data: { modality: 'mri', region: 'lumbar' } }))),
);

const gap = fc.oneof(
  fc.integer({ min: 1, max: 20 }).map((hours) => hours * HOUR),
  fc.integer({ min: 1, max: 40 }).map((days) => days * DAY),
);

/** Facts of a year or so, possible and impossible, each strictly later than the one before. */
const course = fc.array(fc.tuple(gap, moves), { minLength: 5, maxLength: 30 }).map((steps) => {
  let now = enrolled.at;
  return [
    enrolled,
    ...steps.flatMap(([wait, bare]) => {
      now += wait;
      const facts = bare(now);
      now = facts.at(-1)?.at ?? now;
      return facts;
    }),
  ];
});

describe('the whole pathway', () => {
  it('decides the same in one walk as in many, whatever happens, and always has a next wake and a sentence', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const events = numbered(facts);
        const end = (facts.at(-1)?.at ?? at('2027-01-01')) + 30 * DAY;
        const whole = digest(rules, null, events, { now: end, observed: [] });
        let state = digest(rules, null, events.slice(0, 1), { now: enrolled.at, observed: [] }).state;
        for (const event of events.slice(1)) {
          state = digest(rules, state, [event], { now: event.recordedAt, observed: [] }).state;
        }
        state = digest(rules, state, [], { now: end, observed: [] }).state;

        expect(JSON.stringify(state)).toBe(JSON.stringify(whole.state));
        expect(JSON.stringify(canonical(state))).toBe(JSON.stringify(state));
        expect(whole.entries.map(journalIn('Europe/London')).filter((text) => text.includes('undefined'))).toEqual([]);
        // Nothing waits for ever, and no step of a course of care ends it unasked.
        if (!state.ended) expect(nextWakeAt(rules, state, 0)).toBeGreaterThan(state.now - 1);
        expect(explain(rules, state, state.now).tracks).toHaveLength(state.tracks.length);
      }),
      { numRuns: 60 },
    );
  });

  it('is never completed by silence', () => {
    const { state } = digest(rules, null, numbered([enrolled]), { now: at('2029-11-20'), observed: [] });

    expect(state.ended).toBeNull();
    expect(state.tasks.map(({ task }) => task)).toContain('record-diagnosis');
  });
});
