import type { Instrument } from '../../instrument/types';
import { readingsOf } from '../../rules/predicates';
import type { Reading } from '../../rules/leaf';
import { choiceOf } from '../lookup';
import { kindOf } from '../../stages/registry';
import { partsOf } from '../parts';
import type { Pathway } from '../types';
import type { CheckInUse } from '../language';
import type { Stage } from '../../stages/types';
import { stagesBefore, stagesBeside } from './ways';
import { type Check, type Finding, foundIf } from './finding';
import { stagesIn } from '../places';
import { endOfStage, isAskedInTime, isEnteredByStaff, stillCounts, usesFor, type Look } from './scores-asked';

/** What a rule reads must be collected first; otherwise it waits at "cannot tell" for ever. */
export const dataBeforeRules: Check = (pathway, { instruments }) =>
  stagesIn(pathway).flatMap(({ track, stage, path }) => {
    const { rules, baseline } = partsOf(stage);
    const before = stagesBefore(track, stage);
    const beside = stagesBeside(pathway, track, stage);
    const place = { pathway, stage, instruments, baseline, before, beside };
    return [
      ...baselineNames(baseline ?? [], instruments, [...path, 'baseline', 'scores']),
      ...intakeFindings(place, [...path, 'intake', 'scores']),
      ...rules.flatMap(({ rule, path: at }) =>
        readingsOf(rule.when).flatMap((reading) =>
          readingFindings(reading, {
            ...place,
            // Who gets worse is compared with the first answer where nothing was frozen.
            baseline: at[0] === 'stop' ? null : baseline,
            look: lookOf(stage, at),
            isEntry: at[0] === 'entry',
            path: [...path, ...at, 'when'],
          }),
        ),
      ),
    ];
  });

type Surroundings = {
  pathway: Pathway;
  stage: Stage;
  instruments: Record<string, Instrument>;
  /** Frozen scores; null where the first known value is compared with. */
  baseline: string[] | null;
  /** Stages that can have come first in this track, and those that can be running in the others. */
  before: Stage[];
  beside: Stage[];
};
type Place = Surroundings & {
  look: Look;
  /** Read before the stage is entered: what it asks itself comes too late. */
  isEntry: boolean;
  path: Finding['path'];
};

/** Success is judged on the days that end a stage; everything else at every answer. */
function lookOf(stage: Stage, [name]: Finding['path']): Look {
  return name === 'success' || name === 'partial' ? endOfStage(stage) : 'any';
}

/** What is read must be known where it is read. Time, medicines and facts come by themselves or by people. */
function readingFindings(reading: Reading, place: Place): Finding[] {
  switch (reading.of) {
    case 'score':
      return reading.against ? changeFindings(reading, place) : askedFindings(reading, place);
    case 'misses':
      return checkInFindings('misses of', reading.checkIn, place);
    case 'answers':
      return checkInFindings('answers to', reading.checkIn, place);
    case 'flag':
      if (flagsAsked(place).has(reading.flag)) return [];
      return tooEarly(
        place.path,
        `reads the flag "${reading.flag}", which no form asked here or before raises`,
        'ask for it first',
      );
    case 'decision': {
      const { gate, choice } = reading;
      const asked = around(place).flatMap((stage) => partsOf(stage).gates.filter((each) => each.gate.id === gate));
      if (asked.length > 0 && !asked.some((each) => choiceOf(each.gate, choice)))
        return tooEarly(place.path, `reads "${choice}", which is no answer at "${gate}"`, 'correct the name');
      if (asked.length > 0) return [];
      const reason = `reads a decision at "${gate}", which is no question of this stage, before it or beside it`;
      return tooEarly(place.path, reason, 'correct the name or ask it before');
    }
    case 'stage': {
      const { kind } = reading;
      if ([...place.before, ...place.beside].some((each) => each.kind === kind)) return [];
      const reason = `asks whether a "${kind}" was tried, which never comes before`;
      return tooEarly(place.path, reason, 'put such a stage before it');
    }
    case 'medicine':
      return foundIf(
        !classesOf(place.pathway).includes(reading.class),
        'name.unknown',
        place.path,
        `reads the class "${reading.class}", which neither medicines nor a trial of this pathway names`,
        'correct the name or add it to medicines.classes',
      );
    case 'days':
    case 'fact':
      return [];
  }
}

const classesOf = ({ medicines, tracks }: Pathway): string[] => [
  ...(medicines?.classes ?? []),
  ...tracks.flatMap(({ stages }) =>
    stages.flatMap((stage) => (stage.kind === 'medication-trial' ? stage.adequacy.map((each) => each.class) : [])),
  ),
];

type Scored = { score: string; withinDays: number };

function askedFindings({ score, withinDays }: Scored, place: Place): Finding[] {
  const { stage, instruments, before, beside, look, isEntry, path } = place;
  if (isEnteredByStaff(score, instruments)) return [];
  const asks = (each: Stage): boolean => usesFor(place.pathway, each, score, instruments).length > 0;
  const asked = [...before, ...beside, ...(isEntry ? [] : [stage])].some(asks);
  if (!asked) {
    const here = isEntry ? 'before this stage or beside it' : 'of this stage, before it or beside it';
    return tooEarly(path, `reads the score "${score}", which no check-in ${here} asks for`, 'ask for it here');
  }
  const inTime =
    beside.some(asks) ||
    (before.some(asks) && stillCounts(look, withinDays)) ||
    (!isEntry && isAskedInTime(place, stage, score, look, withinDays));
  if (inTime || look === 'any') return [];
  const days = look.days.map(String).join(', ');
  const reason = `reads the score "${score}" on day ${days}, and no answer of the ${withinDays} days before can be there`;
  return tooEarly(path, reason, 'ask for it on that day, or let it count for longer');
}

/** Frozen on the way in (a course of points) or when the treatment begins; what is only asked later is no baseline. */
function changeFindings(leaf: Scored, place: Place): Finding[] {
  const { stage, instruments, before, beside, baseline, path } = place;
  const { score } = leaf;
  const findings = askedFindings(leaf, place);
  const noBaseline = (reason: string, fix: string): number =>
    findings.push({ rule: 'rule.no-baseline', path, reason, fix });
  if (baseline && !baseline.includes(score)) {
    noBaseline(`compares "${score}" with a baseline that this stage does not freeze`, 'add it to baseline.scores');
  } else if (findings.length === 0 && baseline && 'baseline' in stage && !isFromEnrolment(stage)) {
    const uses = usesFor(place.pathway, stage, score, instruments);
    const isCourse = kindOf(stage.kind).watchesGain === true;
    const early = uses.filter(
      (use) => !isCourse && !comesWithTreatment(use) && isYoungEnough(use, stage.baseline.maxAgeDays),
    );
    const earlier = [...before, ...beside].some((each) => usesFor(place.pathway, each, score, instruments).length > 0);
    if (early.length === 0 && !earlier)
      noBaseline(
        `compares "${score}" with a baseline, and no check-in asks for it before that is frozen`,
        'ask for it before, or compare with the first value: baseline.from: enrolment',
      );
  }
  return findings;
}

const isFromEnrolment = (stage: Stage): boolean =>
  'baseline' in stage && 'from' in stage.baseline && stage.baseline.from === 'enrolment';

const comesWithTreatment = (use: CheckInUse): boolean => 'once' in use && use.once.from === 'trial';

/** Left out because of an earlier answer, that one must still be young enough to be frozen. */
const isYoungEnough = (use: CheckInUse, maxAgeDays: number): boolean =>
  !('once' in use) || (use.unlessScoredWithinDays ?? 0) <= maxAgeDays;

function checkInFindings(what: string, checkIn: string, place: Place): Finding[] {
  const { pathway, path } = place;
  if (!pathway.checkIns.some(({ id }) => id === checkIn))
    return tooEarly(path, `counts ${what} "${checkIn}", which is no check-in of this pathway`, 'correct the name');
  if (around(place).some(({ checkIns }) => checkIns.some((use) => use.checkIn === checkIn))) return [];
  const reason = `counts ${what} "${checkIn}", which is not asked in this stage, before it or beside it`;
  return tooEarly(path, reason, 'ask it here');
}

/** The first scores that a call chases must be asked for at all. */
function intakeFindings({ pathway, stage, instruments, beside }: Surroundings, path: Finding['path']): Finding[] {
  if (stage.kind !== 'diagnosis' || !stage.intake) return [];
  return stage.intake.scores.flatMap((score, index) => {
    const asked = [stage, ...beside].some((each) => usesFor(pathway, each, score, instruments).length > 0);
    if (asked || isEnteredByStaff(score, instruments)) return [];
    const reason = `calls for "${score}", which no check-in of this stage or beside it asks for`;
    return tooEarly([...path, index], reason, 'ask for it here');
  });
}

const around = ({ stage, before, beside }: Surroundings): Stage[] => [stage, ...before, ...beside];

function flagsAsked(place: Place): Set<string> {
  const { pathway, instruments } = place;
  const used = new Set(around(place).flatMap(({ checkIns }) => checkIns.map(({ checkIn }) => checkIn)));
  const forms = pathway.checkIns.filter(({ id }) => used.has(id)).flatMap(({ ask }) => ask);
  return new Set(forms.flatMap((id) => (instruments[id]?.items ?? []).flatMap(({ safety }) => safety?.rule ?? [])));
}

function tooEarly(path: Finding['path'], reason: string, fix: string): Finding[] {
  return [{ rule: 'rule.reads-too-early', path, reason, fix }];
}

function baselineNames(baseline: string[], instruments: Record<string, Instrument>, path: Finding['path']): Finding[] {
  const known = Object.values(instruments).flatMap(({ scores }) => scores.map(({ score }) => score));
  return baseline.flatMap((score, index) => {
    const reason = `"${score}" is no score of any instrument`;
    return foundIf(!known.includes(score), 'name.unknown', [...path, index], reason, 'correct the name');
  });
}
