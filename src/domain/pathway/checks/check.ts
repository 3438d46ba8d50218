import type { Pathway } from '../types';
import { adequateTrials, anchors, earlierPoints, recallFloors, safetyFirst, treating } from './asking';
import { burden, pageFatigue } from './burden';
import type { Check, CheckContext, Finding } from './finding';
import { endlessLoops } from './loops';
import { medicinePrompts, safetyCheckIns } from './prompts';
import { adherenceAsked, listedBefore, medicineWatches } from './watches';
import { nameClashes, unknownNames } from './names';
import { alertOwners, gateOwners } from './owners';
import { explainedRecall, signedRelease, unchangedRelease } from './signed';
import { sources, tunableNumbers } from './sources';
import { overlaps, quietHours, reminderDays } from './reminders';
import { dataBeforeRules } from './rule-data';
import { rulesThatCanFire, rulesThatCanHold, successBySilence } from './rule-truth';
import {
  clinicalWordsOutside,
  missingInstruments,
  missingTexts,
  ownSafetyTexts,
  preparation,
  staffOnlyForms,
} from './texts';
import { endlessWaits } from './waits';
import { stagesWithoutWayOut, unreachableStages } from './ways';

const checks: readonly Check[] = [
  nameClashes,
  unknownNames,
  anchors,
  treating,
  earlierPoints,
  unreachableStages,
  stagesWithoutWayOut,
  endlessLoops,
  endlessWaits,
  reminderDays,
  quietHours,
  overlaps,
  recallFloors,
  safetyFirst,
  safetyCheckIns,
  burden,
  pageFatigue,
  dataBeforeRules,
  rulesThatCanHold,
  rulesThatCanFire,
  successBySilence,
  adequateTrials,
  sources,
  medicinePrompts,
  medicineWatches,
  listedBefore,
  adherenceAsked,
  gateOwners,
  alertOwners,
  missingTexts,
  preparation,
  missingInstruments,
  ownSafetyTexts,
  staffOnlyForms,
  clinicalWordsOutside,
  unchangedRelease,
  signedRelease,
  explainedRecall,
  tunableNumbers,
];

/** Everything a well-shaped pathway can still have wrong. Empty is what may be released. */
export function check(pathway: Pathway, context: CheckContext): Finding[] {
  return checks.flatMap((each) => each(pathway, context));
}
