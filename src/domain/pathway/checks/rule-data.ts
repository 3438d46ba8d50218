import type { Instrument } from '../../instrument/types';
import { leavesOf } from '../leaves';
import { partsOf } from '../parts';
import type { Leaf } from '../predicates';
import type { Pathway, Stage, Track } from '../types';
import { stagesIn, type Check, type Finding } from './finding';
import { scoresKnownIn, stagesBefore } from './scores-asked';

/** What a rule reads must be collected first; otherwise it waits at "cannot tell" for ever. */
export const dataBeforeRules: Check = (pathway, { instruments }) =>
  stagesIn(pathway).flatMap(({ track, stage, path }) => {
    const { rules, baseline } = partsOf(stage);
    const known = scoresKnownIn(pathway, track, stage, instruments);
    const place = { pathway, track, stage, instruments, baseline, known };
    return [
      ...baselineNames(baseline ?? [], instruments, [...path, 'baseline', 'scores']),
      ...rules.flatMap(({ rule, path: at }) =>
        leavesOf(rule.when).flatMap((leaf) => readings(leaf, { ...place, path: [...path, ...at, 'when'] })),
      ),
    ];
  });

type Place = {
  pathway: Pathway;
  track: Track;
  stage: Stage;
  instruments: Record<string, Instrument>;
  /** Scores that are asked for in this stage, before it or beside it. */
  known: Set<string>;
  /** Frozen scores; null where the first known value is compared with. */
  baseline: string[] | null;
  path: Finding['path'];
};

/** What each kind of leaf reads. A new leaf does not compile until it has its line here. */
const readingsByKind = {
  score: (leaf, place) => askedFindings(leaf.score, place),
  improved: (leaf, place) => changeFindings(leaf.score, place),
  worsened: (leaf, place) => changeFindings(leaf.score, place),
  adherence: (leaf, place) => askedFindings(leaf.score, place),
  missed: ({ checkIn }, place) => checkInFindings('misses of', checkIn, place),
  answered: ({ checkIn }, place) => checkInFindings('answers to', checkIn, place),
  flag: ({ flag }, place) =>
    flagsAsked(place).has(flag)
      ? []
      : [tooEarly(place.path, `reads the flag "${flag}", which no form of this pathway raises`, 'ask for it first')],
  decision: ({ gate }, { pathway, path }) =>
    stagesIn(pathway).some(({ stage }) => partsOf(stage).gates.some((each) => each.gate.id === gate))
      ? []
      : [tooEarly(path, `reads a decision at "${gate}", which is no question of this pathway`, 'correct the name')],
  tried: ({ stage: kind }, { pathway, track, stage, path }) =>
    stagesBefore(pathway, track, stage).some((each) => each.kind === kind)
      ? []
      : [tooEarly(path, `asks whether a "${kind}" was tried, which never comes before`, 'put such a stage before it')],
  elapsed: () => [],
  attended: () => [],
  count: () => [],
  recorded: () => [],
} satisfies { [K in Leaf['kind']]: (leaf: Extract<Leaf, { kind: K }>, place: Place) => Finding[] };

function readings(leaf: Leaf, place: Place): Finding[] {
  return (readingsByKind[leaf.kind] as (leaf: Leaf, place: Place) => Finding[])(leaf, place);
}

function askedFindings(score: string, { known, path }: Place): Finding[] {
  if (known.has(score)) return [];
  const reason = `reads the score "${score}", which no check-in of this stage, before it or beside it asks for`;
  return [tooEarly(path, reason, 'ask for it here')];
}

function checkInFindings(what: string, checkIn: string, { pathway, path }: Place): Finding[] {
  if (pathway.checkIns.some(({ id }) => id === checkIn)) return [];
  return [tooEarly(path, `counts ${what} "${checkIn}", which is no check-in of this pathway`, 'correct the name')];
}

function flagsAsked({ pathway, instruments }: Place): Set<string> {
  const forms = pathway.checkIns.flatMap(({ ask }) => ask);
  return new Set(forms.flatMap((id) => (instruments[id]?.items ?? []).flatMap(({ safety }) => safety?.rule ?? [])));
}

function changeFindings(score: string, place: Place): Finding[] {
  const findings = askedFindings(score, place);
  if (place.baseline && !place.baseline.includes(score)) {
    const reason = `compares "${score}" with a baseline that this stage does not freeze`;
    findings.push({ rule: 'rule.no-baseline', path: place.path, reason, fix: 'add it to baseline.scores' });
  }
  return findings;
}

function tooEarly(path: Finding['path'], reason: string, fix: string): Finding {
  return { rule: 'rule.reads-too-early', path, reason, fix };
}

function baselineNames(baseline: string[], instruments: Record<string, Instrument>, path: Finding['path']): Finding[] {
  const known = Object.values(instruments).flatMap(({ scores }) => scores.map(({ score }) => score));
  return baseline.flatMap((score, index): Finding[] =>
    known.includes(score)
      ? []
      : [
          {
            rule: 'name.unknown',
            path: [...path, index],
            reason: `"${score}" is no score of any instrument`,
            fix: 'correct the name',
          },
        ],
  );
}
