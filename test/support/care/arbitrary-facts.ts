import fc from 'fast-check';
import { plusDays } from '../../../src/domain/calendar/calendar';
import type { Observation } from '../../../src/domain/words/event';
import { DAY, HOUR, MINUTE } from '../../../src/domain/words/time';
import { at, enrolled, firstOn, reachable, type Fact } from './facts';

// Courses of care nobody would invent: possible and impossible facts at any distance from each other, always the first an enrolment.

const score = fc.constantFrom(
  { score: 'peg', value: 8, raw: 24 },
  { score: 'peg', value: 4, raw: 12 },
  { score: 'rmdq-24', value: 16, raw: 16 },
  { score: 'rmdq-24', value: 9, raw: 9 },
  { score: 'pgic', value: 2, raw: 2 },
  { score: 'pgic', value: 5, raw: 5 },
);
const scores = fc.uniqueArray(score, { selector: (each) => each.score });
const stages = ['diagnosis', 'neuropathic-trial', 'surgical-review'];
const weeks = fc.integer({ min: 0, max: 40 });
const checkIn = fc
  .tuple(fc.constantFrom(...stages), fc.constantFrom('weekly', 'baseline', 'trial-end'), weeks)
  .map(([stage, name, week]) => `care/${stage}/${name}@${plusDays(firstOn, week * 7)}`);
const reach = fc.record({
  timeZone: fc.constantFrom(
    'Europe/London',
    'America/New_York',
    'Pacific/Auckland',
    'Pacific/Kiritimati',
    'Australia/Lord_Howe',
  ),
  preferredTime: fc.constantFrom('08:00', '09:00', '18:30'),
  language: fc.constant('en'),
  hasEmail: fc.boolean(),
  hasPhone: fc.boolean(),
});
const escalation = fc.constantFrom('one', 'two');

type Bare = (recordedAt: number) => Omit<Fact, 'at' | 'observed'>;

const thisWeeks = (stage: string, now: number): string => {
  const week = Math.max(0, Math.floor((now - at(firstOn, '09:00')) / (7 * DAY)));
  return `care/${stage}/weekly@${plusDays(firstOn, week * 7)}`;
};

/** What was not shown in this week's check-in, or in one that asks again what was put off. */
const putOff = fc
  .tuple(fc.constantFrom(...stages), fc.constantFrom('weekly@', 'weekly.deferred@'))
  .map(([stage, name]) => (now: number) => {
    const checkIn = thisWeeks(stage, now).replace('weekly@', name);
    return { type: 'form.deferred', data: { checkIn, forms: ['phq-9'] } };
  }) as fc.Arbitrary<Bare>;

/** An answer to this week's check-in, if the patient is in that stage. */
const onTime = fc.tuple(fc.constantFrom(...stages), scores).map(([stage, found]) => (now: number) => {
  const key = thisWeeks(stage, now);
  return { type: 'check-in.answered', data: { checkIn: key, scores: found, late: false } };
}) as fc.Arbitrary<Bare>;

/** What no stage waits for: it is recorded whenever it happened. */
function whenever(): fc.Arbitrary<Bare>[] {
  const id = '0199a000-0000-7000-8000-000000000000';
  const today = (now: number, ago: number): string => plusDays('1970-01-01', Math.floor(now / DAY) - ago);
  const ago = fc.integer({ min: 0, max: 60 });
  return [
    fc
      .constantFrom('yes', 'no', 'unknown')
      .map((pregnant) => () => ({ type: 'pregnancy.changed', data: { pregnant } })),
    fc
      .record({ of: fc.constantFrom('medicine', 'operation'), severity: fc.constantFrom('mild', 'severe') })
      .map((data) => () => ({ type: 'adverse-event.recorded', data: { ...data, text: id } })),
    fc
      .constantFrom({ class: 'snri' }, { class: 'odd' }, { stage: 'neuropathic-trial' }, { stage: 'odd' })
      .map((what) => () => ({
        type: 'treatment.declined',
        data: { ...what, reason: id },
      })),
    fc.constantFrom('clear', 'not-clear', 'managed').map((result) => () => ({
      type: 'procedure.checked',
      data: { check: 'anticoagulant', result, note: id },
    })),
    fc.tuple(fc.constantFrom('revision', 'stimulator-trial'), ago).map(([kind, days]) => (now: number) => ({
      type: 'surgery.performed',
      data: { kind, level: 'L4/L5', on: today(now, days) },
    })),
    fc.integer({ min: 0, max: 100 }).map((reliefPercent) => () => ({
      type: 'stimulator-trial.reported',
      data: { reliefPercent },
    })),
    fc.constant(() => ({ type: 'therapy.declined', data: { reason: id } })),
    fc.tuple(fc.constantFrom('opioid', 'snri', 'odd'), ago).map(([name, days]) => (now: number) => ({
      type: 'treatment.added',
      data: { class: name, agent: 'agent', as: 'add-on', startedOn: today(now, days) },
    })),
    fc.constant(() => ({
      type: 'programme.given',
      data: { exercises: [{ what: 'bridging', timesADay: 2, daysAWeek: 7 }], by: 'physiotherapist' },
    })),
    fc
      .record({
        report: fc.constantFrom('one', 'two'),
        what: fc.constantFrom(
          { urgent: { rule: 'problem.wound', class: 'infection', tier: 'today' } },
          { task: { kind: 'look-at-report', about: 'reports/2026-12-01', withinWorkingDays: 0 } },
        ),
        unknown: fc.constantFrom([], ['red-flag.fever']),
      })
      .map(({ report, what, unknown }) => () => ({
        type: 'problem.reported',
        data: { report, about: 'wound', since: 'today', severity: 6, wait: 'no', said: id, ...what, unknown },
      })),
    fc.constantFrom('reached', 'no-answer', 'wrong-number').chain((outcome) =>
      checkIn.map((key) => () => ({
        type: 'call.made',
        data: { outcome, ...(outcome === 'reached' ? { spokeWith: 'patient' } : {}), task: `call-patient/${key}` },
      })),
    ),
  ] as fc.Arbitrary<Bare>[];
}

const living = [
  fc
    .constantFrom('neuropathic', 'axial')
    .map((mechanism) => () => ({ type: 'diagnosis.recorded', data: { mechanism } })),
  fc
    .record({
      medicationClass: fc.constantFrom('snri', 'gabapentinoid', 'opioid'),
      doseLevel: fc.constantFrom('starting', 'target', 'odd'),
      daysAgo: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }) },
        { weight: 1, arbitrary: fc.integer({ min: -2, max: 95 }) },
      ),
    })
    .map(({ medicationClass, doseLevel, daysAgo }) => (now: number) => ({
      type: 'medication.started',
      data: {
        class: medicationClass,
        agent: 'agent',
        doseLevel,
        startedOn: plusDays('1970-01-01', Math.floor(now / DAY) - daysAgo),
      },
    })),
  fc.constant(() => ({ type: 'medication.stopped', data: { reason: 'x' } })),
  fc
    .uniqueArray(fc.constantFrom('opioid', 'snri', 'gabapentinoid'))
    .map((classes) => () => ({ type: 'medication.reviewed', data: { classes, weighed: classes.slice(0, 1) } })),
  fc.constant(() => ({ type: 'medication.stopped', data: { reason: 'x', class: 'opioid' } })),
  fc.integer({ min: -1, max: 100 }).map((days) => (now: number) => ({
    type: 'prompt.snoozed',
    data: { prompt: 'prompt.opioid-before', until: now + days * DAY, reason: 'x' },
  })),
  fc.constant(() => ({ type: 'psychology.requested', data: {} })),
  ...whenever(),
  fc
    .record({
      gate: fc.constantFrom('surgical-review', 'surgical-decision'),
      choice: fc.constantFrom('approve', 'decline'),
    })
    .map((data) => () => ({ type: 'decision.made', data: { ...data, reason: 'x' } })),
  fc
    .integer({ min: -1, max: 100 })
    .map((days) => (now: number) => ({ type: 'enrolment.paused', data: { until: now + days * DAY, reason: 'x' } })),
  fc.constantFrom(7, 14, 28).map((days) => (now: number) => ({
    type: 'enrolment.paused',
    data: { until: now + days * DAY, reason: 'x', by: 'patient' as const },
  })),
  fc.constant(() => ({ type: 'consent.changed', data: { email: false, by: 'patient' as const } })),
  fc.constant(() => ({ type: 'enrolment.resumed', data: {} })),
  // Whether there is such a version is a matter of the rules it is played by.
  fc.constantFrom(1, 2).map((toVersion) => () => ({
    type: 'pathway.migrated',
    data: { fromVersion: 1, toVersion, reason: 'x', preview: '' },
  })),
  fc.boolean().map((email) => () => ({ type: 'consent.changed', data: { email } })),
  reach.map((data) => () => ({ type: 'contact.changed', data: { reach: data } })),
  reach.map((data) => () => ({ type: 'contact.changed', data: { reach: data, newAddress: true as const } })),
  fc.constant(() => ({ type: 'care-team.changed', data: { coordinator: null } })),
  fc.constant(() => ({ type: 'contact.bounced', data: {} })),
  fc
    .tuple(checkIn, scores)
    .map(([key, found]) => () => ({ type: 'check-in.answered', data: { checkIn: key, scores: found, late: false } })),
  onTime,
  putOff,
  fc
    .record({ unknown: fc.constant(['phq-9.item-9']), deferred: fc.constant(['phq-9']) }, { requiredKeys: [] })
    .chain((more) =>
      checkIn.map((key) => () => ({
        type: 'check-in.answered',
        data: { checkIn: key, scores: [], late: false, ...more },
      })),
    ),
  escalation.map((id) => () => ({ type: 'escalation.raised', data: { escalation: id } })),
  fc
    .tuple(escalation, fc.constantFrom<'resume' | 'end' | 'later'>('resume', 'end', 'later'))
    .map(([id, messages]) => (now: number) => ({
      type: 'escalation.resolved',
      data: { escalation: id, messages: messages === 'later' ? { until: now + 9 * DAY } : messages },
    })),
  checkIn.map((key) => () => ({
    type: 'safety.signalled',
    data: { checkIn: key, rule: 'red-flag.fever', class: 'infection', tier: 'now' },
  })),
  checkIn.map((key) => () => ({ type: 'task.completed', data: { task: `ask-by-phone/${key}` } })),
] as fc.Arbitrary<Bare>[];

const endings = [
  fc.constant(() => ({ type: 'enrolment.withdrawn', data: { reason: 'x' } })),
  fc.constant(() => ({ type: 'patient.died', data: {} })),
] as fc.Arbitrary<Bare>[];

const gap = fc.oneof(
  fc.integer({ min: 1, max: 3 * HOUR }),
  fc.integer({ min: 1, max: 12 }).map((days) => days * DAY),
  fc.integer({ min: 1, max: 20 * DAY }),
);

type Steps = [number, Bare][];

const anything: fc.Arbitrary<Steps> = fc.array(
  fc.tuple(
    gap,
    fc.oneof(
      ...living.map((arbitrary) => ({ arbitrary, weight: 4 })),
      ...endings.map((arbitrary) => ({ arbitrary, weight: 1 })),
    ),
  ),
  { maxLength: 25 },
);

/** So that many courses come as far as a trial and its question. */
const intoTheTrial: fc.Arbitrary<Steps> = fc
  .record({
    first: scores,
    second: scores,
    level: fc.constantFrom('starting', 'target'),
    choice: fc.constantFrom('approve', 'decline', null),
  })
  .map(({ first, second, level, choice }): Steps => {
    const answer = (days: number, found: unknown): [number, Bare] => [
      days * DAY,
      () =>
        ({
          type: 'check-in.answered',
          data: { checkIn: `care/diagnosis/weekly@${firstOn}`, scores: found, late: false },
        }) as Omit<Fact, 'at' | 'observed'>,
    ];
    const start = (now: number): Omit<Fact, 'at' | 'observed'> => {
      const startedOn = plusDays('1970-01-01', Math.floor(now / DAY));
      return { type: 'medication.started', data: { class: 'snri', agent: 'agent', doseLevel: level, startedOn } };
    };
    const diagnosed: Bare = () => ({ type: 'diagnosis.recorded', data: { mechanism: 'mixed' } });
    const decision: Bare = () =>
      ({ type: 'decision.made', data: { gate: 'surgical-review', choice, reason: 'x' } }) as Omit<
        Fact,
        'at' | 'observed'
      >;
    const decided: Steps = choice === null ? [] : [[60 * DAY, decision]];
    return [answer(1, first), [DAY, diagnosed], answer(1, second), [DAY, start], ...decided];
  });

/** Facts of one enrolment, each strictly later than the one before. */
export const course: fc.Arbitrary<Fact[]> = fc
  .tuple(fc.oneof(fc.constant<Steps>([]), intoTheTrial), anything)
  .map(([beginning, steps]) => {
    let now = enrolled.at;
    const facts = [...beginning, ...steps].map(([wait, bare]) => {
      now += wait;
      return { ...bare(now), at: now } as Fact;
    });
    return [enrolled, ...facts];
  });

/** What the ledger saw of every check-in there could ever be: by a whim, but always the same whim. */
function whims(seed: number): Observation[] {
  return stages.flatMap((stage) =>
    ['weekly', 'baseline', 'trial-end'].flatMap((name) =>
      Array.from({ length: 80 }, (_, week): Observation => {
        const date = plusDays(firstOn, week * 7);
        const whim = (seed + week * 7 + stage.length * 3) % 5;
        return {
          checkIn: `care/${stage}/${name}@${date}`,
          promptAcceptedAt: whim < 2 ? null : at(date, '09:00', reachable.timeZone) + MINUTE,
          anyAnswer: whim === 4,
          scores: whim === 4 ? [{ score: 'peg', value: 6, raw: 18 }] : [],
        };
      }),
    ),
  );
}

const everyWhim = [0, 1, 2, 3, 4].map(whims);

export const seeds = fc.nat({ max: 1000 });

export function observedBy(seed: number): Observation[] {
  return everyWhim[seed % everyWhim.length] ?? [];
}

export function lastAt(facts: readonly Fact[]): number {
  return facts.at(-1)?.at ?? 0;
}
