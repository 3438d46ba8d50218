import { classes, deeds, may, whoMay } from '../../src/domain/words/authority';
import { nextWords } from '../../src/domain/escalation/foresight';
import { headlineOf } from '../../src/domain/escalation/headline';
import { outcomes, outcomeWords, reasonFor } from '../../src/domain/escalation/outcome';
import { saidOf, signalWords } from '../../src/domain/escalation/signal-words';
import { checkInWords } from '../../src/domain/telling/check-in-words';
import type { Instrument } from '../../src/domain/instrument/types';
import { MINUTE } from '../../src/domain/words/time';
import type { EscalationView, SignalView } from '../../src/storage/escalation/escalations';
import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';
import type { ReportRow } from '../../src/storage/patient/reports';
import { showPerson } from './person';
import { showSeen } from './seen-text';

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
  const signals = view.signals.map((signal) => showSignal(signal, instruments));
  const { gate = null, enrolmentId = null } = view.signals.find((signal) => signal.gate !== null) ?? {};
  return {
    ...shown,
    class: view.class,
    kind: gate === null ? 'escalation' : 'gate',
    patientId: view.patientId,
    person: showPerson(view.person),
    emergencyContact: view.emergencyContact,
    headline: headlineOf(view.signals, view.reports, instruments),
    source: signals[0]?.source ?? null,
    signals,
    gate: gate && { ...gate, answerBy: iso(gate.answerBy), enrolmentId },
    patientSaw: showSeen(view.patientSaw),
    reports: showReports(view.reports),
    canWait: view.reports.at(-1)?.wait ?? null,
    reason: reasonFor(view.tier, signals),
    alsoOpen: view.alsoOpen,
    newSince: view.signals.filter(({ isNew }) => isNew).length,
    window: showWindow(view),
    told: view.told.map(({ at, ...told }) => ({ ...told, at: iso(at) })),
    next: showNext(view, reader),
    ownedUntil: isoOrNull(view.ownedUntil),
    holding: view.holding && { ...view.holding, at: iso(view.holding.at) },
    snoozeUntil: isoOrNull(view.snoozeUntil),
    held: view.held && { ...view.held, since: iso(view.raisedAt), nextAt: isoOrNull(view.held.nextAt) },
    tries: view.tries.map(({ at, ...tried }) => ({ ...tried, at: iso(at) })),
    noContact: view.noContact?.map(({ doneAt, ...step }) => ({ ...step, doneAt: isoOrNull(doneAt) })) ?? null,
    resolvedBy: view.resolvedBy,
    note: view.note,
    outcomes: gate === null ? outcomes.map((outcome) => ({ outcome, ...outcomeWords[outcome] })) : [],
    may: rightsOf(view, reader),
  };
}

function showSignal(kept: SignalView, instruments: Record<string, Instrument>) {
  const { id, rule, enrolmentId, checkInId, checkInKey, reportId, sinceAcknowledged, isNew, outcome, spokeWith } = kept;
  const said = saidOf(kept, instruments);
  return {
    ...{ id, rule, class: kept.class, enrolmentId, checkInId, checkInKey, reportId },
    ...{ sinceAcknowledged, isNew, outcome, spokeWith },
    words: signalWords(kept, instruments),
    said: said && { question: said.question, answer: said.answer },
    source: { words: sourceWords(kept), at: iso(kept.at) },
    at: iso(kept.at),
    contactAt: isoOrNull(kept.contactAt),
  };
}

/** Where it came from. */
function sourceWords({ checkInKey, reportId, question }: SignalView): string {
  if (checkInKey !== null) return checkInWords(checkInKey);
  if (reportId !== null) return 'Reported by link';
  return question === null ? 'Recorded by the clinic' : 'Question to a clinician';
}

const showWindow = ({ window, now }: EscalationView) =>
  window && {
    startedAt: iso(window.startedAt),
    endsAt: iso(window.endsAt),
    overdueMinutes: Math.max(0, Math.floor((now - window.endsAt) / MINUTE)),
  };

function showNext({ next, told }: EscalationView, reader: Principal): object | null {
  if (next === null) return null;
  const names = next.people.map(({ name }) => name);
  const isTold = told.some(({ staffId }) => staffId === reader.staffId);
  return {
    at: iso(next.at),
    name: names[0] ?? null,
    people: next.people,
    isLast: next.isLast,
    words: nextWords(next, names, isTold),
  };
}

/** What this reader may do now; `why` says why not. */
function rightsOf(view: EscalationView, reader: Principal): Record<string, { may: boolean; why: string | null }> {
  const right = classes[view.class];
  const isTold = view.told.some(({ staffId }) => staffId === reader.staffId);
  const over = view.status === 'resolved' ? 'It is resolved already.' : null;
  const person = reader.staffId === null ? 'This needs a named person: a program’s key cannot.' : null;
  const authority = may(right, reader) ? null : `It is for: ${whoMay(right)}.`;
  const told = isTold && view.class !== 'canary' ? null : authority;
  const open = view.signals.some(({ gate }) => gate?.isOpen === true)
    ? 'It ends with the decision about its question.'
    : null;
  const because = (...reasons: (string | null)[]) => {
    const why = reasons.find((reason) => reason !== null) ?? null;
    return { may: why === null, why };
  };
  return {
    acknowledge: because(over, person, told),
    resolve: because(over, person, authority, open),
    handOver: because(over, person, told),
    snooze: because(over, person, told, view.tier === 'now' ? 'Somebody is needed now: it cannot be put off.' : null),
    reach: because(over, person),
  };
}

/** What a patient reported by link, with the words of the patient. */
export const showReports = (reports: ReportRow[]) => reports.map(({ at, ...report }) => ({ ...report, at: iso(at) }));
