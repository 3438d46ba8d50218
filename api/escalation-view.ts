import type { EscalationView } from '../src/storage/escalations';
import { iso, isoOrNull } from './contracts/fields';

/** As the API shows it: instants are texts. */
export const showEscalation = (view: EscalationView) => ({
  ...view,
  signals: view.signals.map((signal) => ({ ...signal, at: iso(signal.at) })),
  patientSaw: view.patientSaw.map((text) => ({ ...text, at: iso(text.at) })),
  raisedAt: iso(view.raisedAt),
  dueAt: isoOrNull(view.dueAt),
  resolvedAt: isoOrNull(view.resolvedAt),
});
