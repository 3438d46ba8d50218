import { deeds, may } from '../src/domain/authority';
import type { EscalationView } from '../src/storage/escalations';
import { iso, isoOrNull } from './contracts/fields';
import type { Principal } from './principal';

/** As the API shows it to this reader: instants are texts. Who may not see patients is shown that there is one, and no more. */
export function showEscalation(view: EscalationView, reader: Principal): object {
  const times = {
    raisedAt: iso(view.raisedAt),
    dueAt: isoOrNull(view.dueAt),
    resolvedAt: isoOrNull(view.resolvedAt),
  };
  if (!may(deeds['see patients'], reader)) {
    const { id, revision, tier, status, round, rung, exhausted, receivedUnstaffed, owner } = view;
    return { id, revision, tier, status, round, rung, exhausted, receivedUnstaffed, owner, ...times };
  }
  return {
    ...view,
    signals: view.signals.map((signal) => ({ ...signal, at: iso(signal.at) })),
    patientSaw: view.patientSaw.map((text) => ({ ...text, at: iso(text.at) })),
    ...times,
  };
}
