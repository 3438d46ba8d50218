import { countryOf, numbersHoldIn } from './emergency-place';
import type { Reach } from './event';
import { isSpoken } from './pathway/languages';
import { closeTasks, openTask } from './tasks';
import type { Instant } from './time';
import { todayOf, type Work } from './work';

/**
 * What no text of ours does for this patient, people do: the pathway is not written in the language, or the emergency
 * numbers are another country's. `before`: only what is new since then is asked for.
 */
export function lookAtReach(work: Work, at: Instant, rule: string, before?: Reach): void {
  const { rules, state } = work;
  const { language, timeZone } = state.reach;
  const about = todayOf(state, at);
  if (isSpoken(rules.pathway, language)) {
    closeTasks(work, ['other-language'], at, 'the pathway is written in the language', rule);
  } else if (before?.language !== language) openTask(work, { task: 'other-language', about, at, rule });
  if (numbersHoldIn(rules.clinic, timeZone)) {
    closeTasks(work, ['emergency-numbers'], at, 'the emergency numbers are right there', rule);
  } else if (before === undefined || countryOf(before.timeZone) !== countryOf(timeZone)) {
    openTask(work, { task: 'emergency-numbers', about, at, rule });
  }
}
