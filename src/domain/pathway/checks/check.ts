import type { Pathway } from '../types';
import { anchors, recallFloors, safetyFirst, treating } from './asking';
import { burden } from './burden';
import type { Check, CheckContext, Finding } from './finding';
import { endlessLoops } from './loops';
import { medicinePrompts } from './medicine-prompts';
import { nameClashes, unknownNames } from './names';
import { alertOwners, gateOwners } from './owners';
import { unchangedRelease } from './release';
import { explainedRecall, signedRelease } from './signed';
import { tunableNumbers } from './tunable';
import { overlaps, quietHours, reminderDays } from './reminders';
import { dataBeforeRules } from './rule-data';
import { rulesThatCanHold } from './rule-truth';
import { safetyCheckIns } from './safety-check-ins';
import { successBySilence } from './silence';
import { sources } from './sources';
import { clinicalWordsOutside, missingInstruments, missingTexts, ownSafetyTexts, staffOnlyForms } from './texts';
import { adequateTrials } from './trials';
import { endlessWaits } from './waits';
import { stagesWithoutWayOut, unreachableStages } from './ways';

const checks: readonly Check[] = [
  nameClashes,
  unknownNames,
  anchors,
  treating,
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
  dataBeforeRules,
  rulesThatCanHold,
  successBySilence,
  adequateTrials,
  sources,
  medicinePrompts,
  gateOwners,
  alertOwners,
  missingTexts,
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
