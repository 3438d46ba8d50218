import { deeds, may, type Role } from '../../src/domain/words/authority';
import { localDateAt } from '../../src/domain/calendar/calendar';
import { type MedicineView, medicineView, type Prompt } from '../../src/domain/medicines/prompts';
import { dayText } from '../../src/domain/telling/english';
import type { Rules } from '../../src/domain/step/rules';
import type { EnrolmentState } from '../../src/domain/words/state';
import type { Instant } from '../../src/domain/words/time';
import type { MedicineFact } from '../../src/storage/enrolment/timeline';
import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';

type Seen = { rules: Rules; state: EnrolmentState; now: Instant; enrolmentId: string };

/** What a clinician is reminded of about medicines; null for everybody else, and where there is nothing to look at. */
export async function showMedicines({ store }: ApiDeps, role: Role, seen: Seen): Promise<object | null> {
  if (!may(deeds['see prompts about medicines'], { role, staffId: null })) return null;
  const { rules, state, now, enrolmentId } = seen;
  const view = medicineView(rules, state, now);
  if (!view) return null;
  const facts = await store.medicineFacts.medicineFactsOf(store.db, enrolmentId);
  const confirmedBy = factAt(facts, 'medication.reviewed', view.confirmedAt)?.by ?? null;
  const listedBy = factAt(facts, 'medication.reviewed', view.listedAt)?.by ?? null;
  return {
    confirmed: confirmedText(view, view.listedAt === null ? confirmedBy : listedBy, rules.clinic.timeZone),
    confirmedAt: isoOrNull(view.confirmedAt),
    confirmedBy,
    checked: view.checked,
    taken: view.taken,
    prompts: view.prompts.map((prompt) => promptView(prompt, facts)),
  };
}

function promptView({ snoozed, ...prompt }: Prompt, facts: readonly MedicineFact[]): object {
  const fact = snoozed && factAt(facts, 'prompt.snoozed', snoozed.from, prompt.id);
  return {
    ...prompt,
    snoozed: snoozed && {
      from: iso(snoozed.from),
      until: iso(snoozed.until),
      by: fact?.by ?? null,
      reason: fact?.data.reason ?? null,
    },
  };
}

function factAt(
  facts: readonly MedicineFact[],
  type: MedicineFact['type'],
  at: Instant | null,
  prompt?: string,
): MedicineFact | undefined {
  return facts.findLast(
    (fact) => fact.type === type && fact.at === at && (prompt === undefined || fact.data.prompt === prompt),
  );
}

function confirmedText(
  { confirmedAt, listedAt, checked }: Pick<MedicineView, 'confirmedAt' | 'listedAt' | 'checked'>,
  by: string | null,
  timeZone: string,
): string {
  if (confirmedAt === null) return 'Not checked: nobody has gone through the medicines here.';
  const whenBy = (at: Instant): string => `on ${dayText(localDateAt(timeZone, at))} by ${by ?? 'somebody'}`;
  if (listedAt === null)
    return `Not checked: medicines were looked at ${whenBy(confirmedAt)}, and nobody named all that is taken.`;
  const last = `edicines last confirmed ${whenBy(listedAt)}`;
  return checked ? `M${last}.` : `Not checked: m${last}, too long ago.`;
}
