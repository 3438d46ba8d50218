import type { Destination, GateDefinition, Rule, Stage, StageKindName } from './types';
import type { StageOf } from '../stages/types';
import type { GateWhen } from './language';

/** Where something stands in a pathway file, from the root or from a stage. */
export type Path = (string | number)[];

/** A way out of a stage, and what a person has to do for it. No way out is taken by silence. */
export type WayOut = { path: Path; when: string; to: Destination };

/** What checks, protocol, diagram and model check read of a stage, whatever its kind. Paths begin at the stage. */
export type StageParts = {
  ways: WayOut[];
  gates: { path: Path; gate: GateDefinition; when?: string }[];
  /** `does`: what it means that a rule is met, for the protocol. */
  rules: { path: Path; rule: Rule; does: string }[];
  /** Scores its rules may compare with; null where they compare with the first value ever known. */
  baseline: string[] | null;
  /** How long the stage waits for something, in days. */
  waits: { path: Path; days: number }[];
  /** Sources of numbers that are no rules. */
  sources: { path: Path; source: string }[];
};

const wait = (days: number, ...path: Path) => ({ path, days });
const days = (points: number[]) => points.map((day, index) => wait(day, 'points', index));
const sourceAt = (source: string, ...path: Path) => ({ path, source });

type OwnParts = Partial<StageParts>;

/** One line for each kind: a new kind does not compile until its parts are named here. */
const partsByKind = {
  diagnosis: ({ deadlineDays, next, intake, imagingReportWithinDays }) => ({
    ways: [
      ...Object.entries(next.byMechanism).map(([mechanism, stage]) => ({
        path: ['next', 'byMechanism', mechanism],
        when: `the diagnosis is recorded as ${mechanism}`,
        to: { to: 'stage', stage } as const,
      })),
      {
        path: ['next', 'otherwise'],
        when: 'any other diagnosis is recorded',
        to: { to: 'stage', stage: next.otherwise },
      },
    ],
    waits: [
      wait(deadlineDays, 'deadlineDays'),
      ...(intake ? [wait(intake.callAfterDays, 'intake', 'callAfterDays')] : []),
      ...(intake?.endAfterDays === undefined ? [] : [wait(intake.endAfterDays, 'intake', 'endAfterDays')]),
      ...(imagingReportWithinDays === undefined ? [] : [wait(imagingReportWithinDays, 'imagingReportWithinDays')]),
    ],
    sources: (intake?.conditions ?? []).map(({ source }, index) =>
      sourceAt(source, 'intake', 'conditions', index, 'source'),
    ),
  }),

  'medication-trial': ({ startWithinDays, trialDays, adequacy, hardDays, review, ...judged }) => ({
    ...judgedParts(judged),
    waits: [
      wait(startWithinDays, 'startWithinDays'),
      wait(trialDays, 'trialDays'),
      ...(hardDays === undefined ? [] : [wait(hardDays, 'hardDays')]),
      ...(review ? [wait(review.everyDays, 'review', 'everyDays')] : []),
    ],
    sources: [
      ...adequacy.map(({ source }, index) => sourceAt(source, 'adequacy', index, 'source')),
      ...(review ? [sourceAt(review.source, 'review', 'source')] : []),
    ],
  }),

  'therapy-block': ({ bookWithinDays, blockDays, graceDays, sessions, ...judged }) => ({
    ...judgedParts(judged),
    waits: [wait(bookWithinDays, 'bookWithinDays'), wait(blockDays, 'blockDays'), wait(graceDays, 'graceDays')],
    sources: [sourceAt(sessions.source, 'sessions', 'source')],
  }),

  procedure: ({ orderWithinDays, performWithinDays, evaluateAfterDays, limits, gapSource, ...judged }) => ({
    ...judgedParts(judged),
    waits: [
      wait(orderWithinDays, 'orderWithinDays'),
      wait(performWithinDays, 'performWithinDays'),
      wait(evaluateAfterDays, 'evaluateAfterDays'),
    ],
    sources: [
      ...limits.map(({ source }, index) => sourceAt(source, 'limits', index, 'source')),
      sourceAt(gapSource, 'gapSource'),
      ...(judged.sameAgainOnlyAfterSuccess
        ? [sourceAt(judged.sameAgainOnlyAfterSuccess.source, 'sameAgainOnlyAfterSuccess', 'source')]
        : []),
    ],
  }),

  rehabilitation: ({ points, graceDays, ...judged }) => ({
    ...judgedParts(judged),
    waits: [...days(points), wait(graceDays, 'graceDays')],
  }),

  'psychological-support': ({ screening, earlyReviewDays, reviewDays, ...judged }) => {
    const { rules, ...rest } = judgedParts(judged);
    return {
      ...rest,
      rules: [
        ...screening.map(({ rule, assessWithinDays }, index) => ({
          path: ['screening', index, 'rule'],
          rule,
          does: `an assessment is asked for within ${String(assessWithinDays)} days`,
        })),
        ...rules,
      ],
      waits: [
        ...screening.map((each, index) => wait(each.assessWithinDays, 'screening', index, 'assessWithinDays')),
        wait(earlyReviewDays, 'earlyReviewDays'),
        wait(reviewDays, 'reviewDays'),
      ],
    };
  },

  'surgical-review': ({ conservative = [], slotWithinDays }) => ({
    rules: conservative.map((rule, index) => ({
      path: ['conservative', index],
      rule,
      does: 'one part of “conservative measures failed”',
    })),
    baseline: null,
    waits: slotWithinDays === undefined ? [] : [wait(slotWithinDays, 'slotWithinDays')],
  }),

  'follow-up': ({ points, graceDays, ...judged }) => ({
    ...judgedParts(judged),
    waits: [...days(points), wait(graceDays, 'graceDays')],
  }),
} satisfies { [K in StageKindName]: (stage: StageOf<K>) => OwnParts };

export function partsOf(stage: Stage): StageParts {
  const own = (partsByKind[stage.kind] as (stage: Stage) => OwnParts)(stage);
  const gates = gatesOf(stage);
  const { optional, notices = [], entry } = stage;
  const instead: WayOut[] = optional
    ? [{ path: ['optional', 'instead'], when: 'not offered by the clinic', to: optional.instead }]
    : [];
  return {
    ways: [...(own.ways ?? []), ...gates.flatMap(gateWays), ...instead],
    gates,
    rules: [
      ...(entry ? [{ path: ['entry'], rule: entry, does: 'the stage is for a patient' }] : []),
      ...(own.rules ?? []),
    ],
    baseline: own.baseline ?? null,
    waits: [...(own.waits ?? []), ...gates.flatMap(gateWaits)],
    sources: [
      ...(own.sources ?? []),
      ...notices.map(({ source }, index) => sourceAt(source, 'notices', index, 'source')),
    ],
  };
}

/** A treatment that a rule judges: when it is good, when it is put to the question at once. */
function judgedParts({
  success,
  partial,
  stop,
  baseline,
}: {
  success: Rule;
  partial?: Rule;
  stop?: Rule;
  baseline: { scores: string[] };
}) {
  return {
    rules: [
      { path: ['success'], rule: success, does: 'the criteria for success are met' },
      ...(partial ? [{ path: ['partial'], rule: partial, does: 'the result is partial' }] : []),
      ...(stop ? [{ path: ['stop'], rule: stop, does: 'the question is put at once' }] : []),
    ],
    baseline: baseline.scores,
  } satisfies OwnParts;
}

function gatesOf(stage: Stage): StageParts['gates'] {
  if (stage.kind === 'diagnosis') return [];
  const { gate } = stage;
  const gateWhen: GateWhen = 'gateWhen' in stage ? (stage.gateWhen ?? {}) : {};
  return [
    ...(gate ? [{ path: ['gate'], gate }] : []),
    ...Object.entries(gateWhen).map(([verdict, other]) => ({
      path: ['gateWhen', verdict],
      gate: other,
      when: verdict,
    })),
  ];
}

function gateWays({ path, gate, when }: StageParts['gates'][number]): WayOut[] {
  const where = when === undefined ? '' : ` (found: ${when})`;
  return [
    { path: [...path, 'approve'], when: `“${gate.question}” answered yes${where}`, to: gate.approve },
    { path: [...path, 'decline'], when: `“${gate.question}” answered no${where}`, to: gate.decline },
  ];
}

function gateWaits({ path, gate }: StageParts['gates'][number]): StageParts['waits'] {
  const again = (['approve', 'decline'] as const).flatMap((choice) => {
    const to = gate[choice];
    return to.to === 'again' ? [wait(to.afterDays, ...path, choice, 'again', 'afterDays')] : [];
  });
  return [wait(gate.answerWithinDays, ...path, 'answerWithinDays'), ...again];
}

/** The stages a destination can lead to, in the end. */
export function stagesOf(destination: Destination): string[] {
  switch (destination.to) {
    case 'stage':
      return [destination.stage];
    case 'again':
      return stagesOf(destination.otherwise);
    case 'end':
      return [];
  }
}

/** Whether a destination, in the end, can end the enrolment. */
export function canEnd(destination: Destination): boolean {
  return destination.to === 'end' || (destination.to === 'again' && canEnd(destination.otherwise));
}

/** Watches for as long as the enrolment lasts: it asks nobody to go on, and ends when another track ends. */
export function lastsAsLongAsTheEnrolment(stage: Stage): boolean {
  return stage.kind === 'follow-up' && stage.gate === undefined;
}
