import type { MedicationTrialStage } from '../../stages/medication-trial/types';
import { stagesIn, type Check, type Finding } from './finding';

/** A trial that could never be adequate would never give an answer, however long it was. */
export const adequateTrials: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    stage.kind === 'medication-trial'
      ? stage.adequacy.flatMap((_, index) => adequacyFindings(stage, index, [...path, 'adequacy', index]))
      : [],
  );

function adequacyFindings(stage: MedicationTrialStage, index: number, path: Finding['path']): Finding[] {
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
