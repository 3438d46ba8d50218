import { deeds, may } from '../../src/domain/words/authority';
import { reasonFor } from '../../src/domain/escalation/outcome';
import { signalWords } from '../../src/domain/escalation/signal-words';
import type { EscalationView } from '../../src/storage/escalation/escalations';
import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';
import type { ReportRow } from '../../src/storage/patient/reports';

/** As the API shows it to this reader: instants are texts, and what was said or found is told in words. Who may not see patients is shown that there is one, and no more. */
export function showEscalation(
  { catalogue: { instruments } }: Pick<ApiDeps, 'catalogue'>,
  view: EscalationView,
  reader: Principal,
): object {
  const { id, revision, tier, status, round, rung, exhausted, receivedUnstaffed, owner } = view;
  const shown = {
    ...{ id, revision, tier, status, round, rung, exhausted, receivedUnstaffed, owner },
    raisedAt: iso(view.raisedAt),
    dueAt: isoOrNull(view.dueAt),
    resolvedAt: isoOrNull(view.resolvedAt),
  };
  if (!may(deeds['see patients'], reader)) return shown;
  const signals = view.signals.map(({ answer, question, ...signal }) => ({
    ...signal,
    words: signalWords({ ...signal, answer, question }, instruments),
    at: iso(signal.at),
  }));
  return {
    ...shown,
    class: view.class,
    patientId: view.patientId,
    signals,
    patientSaw: view.patientSaw.map((text) => ({ ...text, at: iso(text.at) })),
    reports: showReports(view.reports),
    reason: reasonFor(view.tier, signals),
    alsoOpen: view.alsoOpen,
  };
}

/** What a patient reported by link, with the words of the patient. */
export const showReports = (reports: ReportRow[]) => reports.map(({ at, ...report }) => ({ ...report, at: iso(at) }));
