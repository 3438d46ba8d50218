import type { ClinicSettings } from '../words/clinic';
import { countryOf, numbersHoldIn } from '../patient-texts/place';
import type { Reach } from '../words/event';
import { isSpoken } from '../pathway/languages';
import { textIn } from '../patient-texts/texts';
import { closeTasks, openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { todayOf, type Work } from '../step/work';

/** Whether a clinic's emergency texts are written in this language, or in its base (`en` for `en-GB`). */
export const emergencyTextsSpeak = ({ texts }: Pick<ClinicSettings, 'texts'>, language: string): boolean =>
  [language, language.split('-')[0] ?? language].includes(textIn(texts, language).language);

/**
 * What no text of ours does for this patient, people do: the pathway is not written in the language, the emergency numbers
 * are another country's, or the emergency texts are in another language. `before`: only what is new since then is asked for.
 */
export function lookAtReach(work: Work, at: Instant, rule: string, before?: Reach): void {
  const { rules, state } = work;
  const { language, timeZone } = state.reach;
  const about = todayOf(state, at);
  if (isSpoken(rules.pathway, language)) {
    closeTasks(work, ['other-language'], at, 'the pathway is written in the language', rule);
  } else if (before?.language !== language) openTask(work, { task: 'other-language', about, at, rule });
  const speak = emergencyTextsSpeak(rules.clinic, language);
  if (numbersHoldIn(rules.clinic, timeZone) && speak) {
    closeTasks(work, ['emergency-numbers'], at, 'the emergency texts are right there', rule);
    return;
  }
  const moved = countryOf(before?.timeZone ?? '') !== countryOf(timeZone);
  if (before === undefined || moved || (!speak && before.language !== language)) {
    openTask(work, { task: 'emergency-numbers', about, at, rule });
  }
}

/** Whether a decision would see any difference between two ways to a patient. */
export const sameReach = (one: Reach | undefined, other: Reach): boolean =>
  one?.timeZone === other.timeZone &&
  one.preferredTime === other.preferredTime &&
  one.language === other.language &&
  one.hasEmail === other.hasEmail &&
  one.hasPhone === other.hasPhone;
