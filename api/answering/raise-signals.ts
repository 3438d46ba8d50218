import type { SafetySignal } from '../../src/domain/escalation/safety';
import type { CheckInView } from '../../src/storage/check-in/check-ins';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked, NewFact } from '../../src/storage/enrolment/facts';
import type { Raised } from '../../src/storage/escalation/escalations';
import { type HelpText, recordShown } from './help-texts';
import { inSpiteOfDefects } from './standing';
import type { PatientDeps } from '../patient/serving';

/** The check-in whose answers met a rule, or the report that began with them. */
export type SignalSource = Pick<
  CheckInView,
  'id' | 'key' | 'clinicId' | 'patientId' | 'enrolmentId' | 'settings' | 'now'
> & { isReport?: true };

/** Whom to wake after the commit. */
export type Nudges = { enrolments: Map<string, string>; escalations: Set<string> };

/**
 * A signal with the revision of the answer that met it: together they are raised once, for ever. An answer that came when
 * no answers were taken any more has none; its value stands for it.
 */
export type MetSignal = SafetySignal & { instrument: string; revision: number | `after-${number}` };

/**
 * Wakes a human, in the transaction that saves the answer. The escalations come first and stand on their own: a core
 * that cannot digest the facts afterwards (a defect) is logged, and must not keep anybody from being called.
 */
export async function raiseSignals(
  deps: PatientDeps,
  tx: Tx,
  view: SignalSource,
  signals: MetSignal[],
  help: HelpText[],
): Promise<Nudges> {
  const { store, rules } = deps;
  const enrolments = await store.facts.lockPatientEnrolments(tx, rules, view.patientId);
  const at = enrolments.find((locked) => locked.enrolmentId === view.enrolmentId)?.now ?? view.now;
  const raised: { signal: MetSignal; by: Raised }[] = [];
  for (const signal of signals) {
    const signalKey = `${view.id}/${signal.instrument}/${signal.item}/${signal.revision}/${signal.rule}`;
    const { clinicId, patientId, enrolmentId, id } = view;
    const { tier, rule } = signal;
    const by = await store.escalations.raiseEscalation(tx, {
      clinicId,
      patientId,
      enrolmentId,
      ...(view.isReport ? { reportId: id } : { checkInId: id }),
      tier,
      class: signal.class,
      policy: signal.policy,
      rule,
      signalKey,
      at,
    });
    raised.push({ signal, by });
  }
  await recordShown(deps, tx, view, ...help);
  const fresh = raised.filter(({ by }) => by.raised || by.joined);
  const escalations = new Set(fresh.map(({ by }) => by.escalationId));
  return { escalations, enrolments: await recordSafely(deps, tx, view, enrolments, fresh) };
}

async function recordSafely(
  deps: PatientDeps,
  tx: Tx,
  view: SignalSource,
  enrolments: Locked[],
  fresh: { signal: MetSignal; by: Raised }[],
): Promise<Map<string, string>> {
  if (fresh.length === 0) return new Map();
  return inSpiteOfDefects(
    tx,
    async () => {
      const woken = new Map<string, string>();
      for (const { locked, fact } of factsOf(view, enrolments, fresh)) {
        const { quiet } = await deps.store.facts.recordFact(tx, locked, fact);
        if (!quiet) woken.set(locked.enrolmentId, fact.type);
      }
      return woken;
    },
    (err) => {
      deps.log.error({ err, checkIn: view.id }, 'a safety signal was raised, but its facts could not be recorded');
      return new Map<string, string>();
    },
  );
}

/** The signal belongs to the enrolment that asked; the hold on routine messages is the patient's. */
function factsOf(
  view: SignalSource,
  enrolments: Locked[],
  fresh: { signal: MetSignal; by: Raised }[],
): { locked: Locked; fact: NewFact }[] {
  const living = enrolments.filter((locked) => locked.status !== 'ended');
  const own = living.filter((locked) => locked.enrolmentId === view.enrolmentId);
  const urgent = fresh.filter(({ signal }) => signal.tier === 'now');
  const now = new Set(urgent.map(({ by }) => by.escalationId));
  // A hold may wait undigested for the next step, so the snapshot cannot tell; the status does, from the fact on.
  const isNew = new Set(urgent.filter(({ by }) => by.raised).map(({ by }) => by.escalationId));
  const signalled = own.flatMap((locked) =>
    fresh.map(({ signal }): { locked: Locked; fact: NewFact } => {
      const data = { checkIn: view.key, rule: signal.rule, class: signal.class, tier: signal.tier };
      return { locked, fact: { type: 'safety.signalled', data, recordedBy: 'patient' } };
    }),
  );
  const held = living.flatMap((locked) =>
    [...now]
      .filter((escalation) => isNew.has(escalation) || locked.status !== 'held')
      .map((escalation): { locked: Locked; fact: NewFact } => {
        return { locked, fact: { type: 'escalation.raised', data: { escalation }, recordedBy: 'patient' } };
      }),
  );
  return [...signalled, ...held];
}

export function nudgeAll(engine: PatientDeps['engine'], nudges: Nudges): void {
  for (const id of nudges.escalations) engine.nudgeEscalation(id);
  if (nudges.escalations.size > 0) engine.nudgeDispatch('urgent');
  for (const [id, because] of nudges.enrolments) engine.nudgeEnrolment(id, because);
}
