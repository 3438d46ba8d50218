import type { Instrument } from '../domain/instrument/types';
import type { MedicationTrialStage, Pathway, Predicate } from '../domain/pathway/types';
import type { Fault } from './fault';

type Path = Fault['path'];
type Leaf = Exclude<Predicate, { of: unknown }>;

/** A trial that could never be adequate, or whose rule reads what nobody asks, would wait at "cannot tell" for ever. */
export function trialFaults(
  pathway: Pathway,
  stage: MedicationTrialStage,
  instruments: Record<string, Instrument>,
  path: Path,
): Fault[] {
  const asked = scoresAsked(pathway, stage, instruments);
  const rule = [...path, 'success', 'when'];
  return [
    ...adequacyFaults(stage, path),
    ...stage.baseline.scores.flatMap((score, index): Fault[] =>
      Object.values(instruments).some((instrument) => instrument.scores.some((known) => known.score === score))
        ? []
        : [{ path: [...path, 'baseline', 'scores', index], message: `"${score}" is no score of any instrument` }],
    ),
    ...leaves(stage.success.when).flatMap((leaf) => leafFaults(pathway, stage, leaf, asked, rule)),
  ];
}

function adequacyFaults(stage: MedicationTrialStage, path: Path): Fault[] {
  return stage.adequacy.flatMap((rule, index): Fault[] => {
    const at = [...path, 'adequacy', index];
    const faults: Fault[] = rule.doseLevels
      .filter((level) => !stage.doseLevels.includes(level))
      .map((level) => ({
        path: [...at, 'doseLevels'],
        message: `name "${level}", which is no dose level of this stage`,
      }));
    if (rule.weeks * 7 > stage.trialDays) {
      faults.push({ path: [...at, 'weeks'], message: `are more than the trial of ${stage.trialDays} days can hold` });
    }
    if (stage.adequacy.slice(0, index).some((earlier) => earlier.class === rule.class)) {
      faults.push({ path: [...at, 'class'], message: `"${rule.class}" has a rule already: keep one` });
    }
    return faults;
  });
}

function leafFaults(
  pathway: Pathway,
  stage: MedicationTrialStage,
  leaf: Leaf,
  asked: Set<string>,
  path: Path,
): Fault[] {
  switch (leaf.kind) {
    case 'score':
      return askedFaults(leaf.score, asked, path);
    case 'improved':
    case 'worsened':
      return [
        ...askedFaults(leaf.score, asked, path),
        ...(stage.baseline.scores.includes(leaf.score)
          ? []
          : [
              {
                path,
                message: `compares "${leaf.score}" with a baseline that this stage does not freeze: add it to baseline.scores`,
              },
            ]),
      ];
    case 'missed':
      return pathway.checkIns.some(({ id }) => id === leaf.checkIn)
        ? []
        : [{ path, message: `counts misses of "${leaf.checkIn}", which is no check-in of this pathway` }];
    case 'elapsed':
    case 'recorded':
      return [];
  }
}

function askedFaults(score: string, asked: Set<string>, path: Path): Fault[] {
  return asked.has(score)
    ? []
    : [{ path, message: `reads the score "${score}", which no check-in of this stage asks for` }];
}

function scoresAsked(
  pathway: Pathway,
  stage: MedicationTrialStage,
  instruments: Record<string, Instrument>,
): Set<string> {
  const ids = stage.checkIns.flatMap((use) => pathway.checkIns.find(({ id }) => id === use.checkIn)?.ask ?? []);
  return new Set(ids.flatMap((id) => instruments[id]?.scores.map(({ score }) => score) ?? []));
}

function leaves(predicate: Predicate): Leaf[] {
  if (predicate.kind === 'not') return leaves(predicate.of);
  return 'of' in predicate ? predicate.of.flatMap(leaves) : [predicate];
}
