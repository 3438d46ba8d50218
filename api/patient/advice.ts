import type { Item } from '../../src/domain/instrument/types';
import { byUrgency, type SafetySignal } from '../../src/domain/escalation/safety';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import { type HelpText, helpFor } from '../answering/help-texts';
import type { PatientDeps } from './serving';
import { safetyTexts } from './reader';

type Advised = Pick<CheckInView, 'advised' | 'pathway' | 'settings' | 'language' | 'timeZone'>;

/**
 * What this check-in has told the patient to do, most urgent first: read from what was shown, so that it outlives the
 * answer's own page, a changed answer, the sending, and the browser.
 */
export function adviceOf({ rules }: Pick<PatientDeps, 'rules'>, view: Advised): HelpText[] {
  const { advised } = view;
  if (advised.length === 0) return [];
  const { instruments } = rules(view.pathway, view.settings);
  const leading = Object.values(instruments)
    .flatMap(({ items }) => items.flatMap(levelsOf))
    .filter(({ help }) => advised.includes(help));
  const rest = advised.filter((page) => !leading.some(({ help }) => help === page));
  return helpFor([...leading.sort(byUrgency), ...rest.map(withoutRule)], safetyTexts(view));
}

function levelsOf({ id: item, safety }: Item): SafetySignal[] {
  if (safety === undefined) return [];
  const { rule, class: signalClass } = safety;
  return [safety, ...(safety.higher ?? [])].map(({ tier, help }) => ({ item, rule, class: signalClass, tier, help }));
}

/** A page that no form of today leads to was shown by one of yesterday. */
const withoutRule = (help: string): SafetySignal => ({ item: '', rule: '', class: 'spine', tier: 'digest', help });
