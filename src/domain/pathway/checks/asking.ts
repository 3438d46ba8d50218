import type { Instrument } from '../../instrument/types';
import { kindOf } from '../../stages/registry';
import type { Check, Finding } from './finding';
import { stagesIn } from '../places';
import type { StageOf } from '../../stages/types';

/** Nobody is asked about the past two weeks every week: the answers would overlap. */
export const recallFloors: Check = (pathway, { instruments }) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    stage.checkIns.flatMap((use, index) => {
      if (!('every' in use)) return [];
      const asked = pathway.checkIns.find(({ id }) => id === use.checkIn)?.ask ?? [];
      return asked.flatMap((id): Finding[] => {
        const floor = instruments[id]?.recallFloorDays ?? 0;
        if (Math.min(use.every.days, use.every.steady?.days ?? Infinity) >= floor) return [];
        return [
          {
            rule: 'recall.floor-broken',
            path: [...path, 'checkIns', index, 'every', 'days'],
            reason: `asks "${id}" more often than its ${floor} days of recall`,
            fix: `ask every ${floor} days or less often`,
          },
        ];
      });
    }),
  );

/** A worrying answer must not depend on whether somebody still has the strength for the last page. */
export const safetyFirst: Check = (pathway, { instruments }) =>
  pathway.checkIns.flatMap(({ ask }, index) =>
    ask.flatMap((id, place): Finding[] =>
      place > 0 &&
      instruments[id] !== undefined &&
      isSafety(instruments[id]) &&
      !isSafetyAt(ask[place - 1], instruments)
        ? [
            {
              rule: 'safety.not-first',
              path: ['checkIns', index, 'ask', place],
              reason: `"${id}" holds safety questions`,
              fix: 'ask it first',
            },
          ]
        : [],
    ),
  );

/** A form made of safety questions; one that only ends with such an item (PHQ-9) keeps its place. */
function isSafety({ items }: Instrument): boolean {
  return items.every(({ safety }) => safety !== undefined);
}

function isSafetyAt(id: string | undefined, instruments: Record<string, Instrument>): boolean {
  const instrument = id === undefined ? undefined : instruments[id];
  return instrument !== undefined && isSafety(instrument);
}

/** Days can only be counted from a beginning that the kind of stage has. */
export const anchors: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    stage.checkIns.flatMap((use, index): Finding[] =>
      'once' in use && use.once.from === 'trial' && !kindOf(stage.kind).begins
        ? [
            {
              rule: 'name.unknown',
              path: [...path, 'checkIns', index, 'once', 'from'],
              reason: 'counts from a trial, which this stage does not have',
              fix: 'write "stage"',
            },
          ]
        : [],
    ),
  );

/**
 * `while: treating` asks only on the days of something that is begun and ends. What could never be asked is a mistake:
 * nobody would notice that the question is missing.
 */
export const treating: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    stage.checkIns.flatMap((use, index): Finding[] =>
      'every' in use && use.every.while !== undefined && !kindOf(stage.kind).treatment
        ? [
            {
              rule: 'name.unknown',
              path: [...path, 'checkIns', index, 'every', 'while'],
              reason: 'waits for a treatment to be begun, which this stage does not know, and so is never asked',
              fix: 'leave it out',
            },
          ]
        : [],
    ),
  );

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
  const findings = rule.doseLevels
    .filter((level) => !stage.doseLevels.includes(level))
    .map((level): Finding => ({
      rule: 'name.unknown',
      path: [...path, 'doseLevels'],
      reason: `name "${level}", which is no dose level of this stage`,
      fix: 'add it to doseLevels or correct the name',
    }));
  if (rule.weeks * 7 > stage.trialDays)
    findings.push({
      rule: 'trial.never-adequate',
      path: [...path, 'weeks'],
      reason: `are more than the trial of ${stage.trialDays} days can hold`,
      fix: 'make the trial longer or ask for fewer weeks',
    });
  if (stage.adequacy.slice(0, index).some((earlier) => earlier.class === rule.class))
    findings.push({
      rule: 'name.clash',
      path: [...path, 'class'],
      reason: `"${rule.class}" has a rule already`,
      fix: 'keep one',
    });
  return findings;
}
