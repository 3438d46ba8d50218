import type { Instrument } from '../../instrument/types';
import { kindOf } from '../../stages/registry';
import { asksIn, type Check, type Finding, foundIf, usesIn } from './finding';
import { stagesIn } from '../places';
import type { StageOf } from '../../stages/types';

/** Nobody is asked about the past two weeks every week: the answers would overlap. */
export const recallFloors: Check = (pathway, { instruments }) =>
  usesIn(pathway).flatMap(({ use, path }) => {
    if (!('every' in use)) return [];
    const asked = pathway.checkIns.find(({ id }) => id === use.checkIn)?.ask ?? [];
    const often = Math.min(use.every.days, use.every.steady?.days ?? Infinity);
    return asked.flatMap((id) => {
      const floor = instruments[id]?.recallFloorDays ?? 0;
      const reason = `asks "${id}" more often than its ${floor} days of recall`;
      const place = [...path, 'every', 'days'];
      return foundIf(often < floor, 'recall.floor-broken', place, reason, `ask every ${floor} days or less often`);
    });
  });

/** A worrying answer must not depend on whether somebody still has the strength for the last page. */
export const safetyFirst: Check = (pathway, { instruments }) =>
  asksIn(pathway).flatMap(({ id, before, path }) => {
    const isLate = before !== undefined && isSafety(instruments[id]) && !isSafety(instruments[before]);
    return foundIf(isLate, 'safety.not-first', path, `"${id}" holds safety questions`, 'ask it first');
  });

/** A form made of safety questions; one that only ends with such an item (PHQ-9) keeps its place. */
const isSafety = (instrument: Instrument | undefined): boolean =>
  instrument?.items.every(({ safety }) => safety !== undefined) === true;

/** Days can only be counted from a beginning that the kind of stage has. */
export const anchors: Check = (pathway) =>
  usesIn(pathway).flatMap(({ stage, use, path }) => {
    const hasNone = 'once' in use && use.once.from === 'trial' && !kindOf(stage.kind).begins;
    const reason = 'counts from a trial, which this stage does not have';
    return foundIf(hasNone, 'name.unknown', [...path, 'once', 'from'], reason, 'write "stage"');
  });

/**
 * `while: treating` asks only on the days of something that is begun and ends. What could never be asked is a mistake:
 * nobody would notice that the question is missing.
 */
export const treating: Check = (pathway) =>
  usesIn(pathway).flatMap(({ stage, use, path }) => {
    const never = 'every' in use && use.every.while !== undefined && !kindOf(stage.kind).treatment;
    const reason = 'waits for a treatment to be begun, which this stage does not know, and so is never asked';
    return foundIf(never, 'name.unknown', [...path, 'every', 'while'], reason, 'leave it out');
  });

/** A trial that could never be adequate would never give an answer, however long it was. */
export const adequateTrials: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    stage.kind === 'medication-trial'
      ? stage.adequacy.flatMap((_, index) => adequacyFindings(stage, index, [...path, 'adequacy', index]))
      : [],
  );

function adequacyFindings(stage: StageOf<'medication-trial'>, index: number, path: Finding['path']): Finding[] {
  const rule = stage.adequacy[index];
  if (!rule) return [];
  const levels = rule.doseLevels.filter((level) => !stage.doseLevels.includes(level));
  const isDouble = stage.adequacy.slice(0, index).some((earlier) => earlier.class === rule.class);
  return [
    ...levels.map((level): Finding => {
      const reason = `name "${level}", which is no dose level of this stage`;
      const fix = 'add it to doseLevels or correct the name';
      return { rule: 'name.unknown', path: [...path, 'doseLevels'], reason, fix };
    }),
    ...foundIf(
      Math.max(rule.weeks, rule.totalWeeks ?? 0) * 7 > (rule.trialDays ?? stage.trialDays),
      'trial.never-adequate',
      [...path, 'weeks'],
      `are more than the trial of ${rule.trialDays ?? stage.trialDays} days can hold`,
      'make the trial longer or ask for fewer weeks',
    ),
    ...foundIf(isDouble, 'name.clash', [...path, 'class'], `"${rule.class}" has a rule already`, 'keep one'),
  ];
}

/** Where the question of the end waits for the last point, what is found before it needs a question, or nobody hears of it. */
export const earlierPoints: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) => {
    if (!('gateAt' in stage) || stage.gateAt === undefined) return [];
    const reason = 'puts its question at the last point alone, and before it nobody is asked about what does not hold';
    return (['not-enough', 'cannot-tell'] as const).flatMap((found) =>
      foundIf(
        stage.gateWhen?.[found] === undefined,
        'gate.too-late',
        [...path, 'gateAt'],
        reason,
        `say in gateWhen what is asked where it is "${found}"`,
      ),
    );
  });
