import { localDateAt } from '../../src/domain/calendar/calendar';
import { digestStored } from '../../src/domain/step/rebuild';
import { DomainError } from '../../src/domain/words/error';
import type { EventType } from '../../src/domain/words/event';
import { explain } from '../../src/domain/telling/explain';
import type { Instrument } from '../../src/domain/instrument/types';
import { journalIn } from '../../src/domain/telling/journal-text';
import { whyUnsent } from '../../src/domain/telling/message-words';
import type { Rules } from '../../src/domain/step/rules';
import type { EnrolmentState } from '../../src/domain/words/state';
import { statusOf, waitingFor } from '../../src/domain/telling/summary';
import { stateIn, unreadable } from '../../src/domain/step/up-cast';
import type { EnrolmentRow } from '../../src/storage/enrolment/enrolments';
import type { Page } from '../../src/storage/tx/fragments';
import type { Corrected, TimelineRow } from '../../src/storage/enrolment/timeline';
import { cursorAfter, iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { showMedicines } from './medicine';
import type { Principal } from '../middleware/principal';

/** The row, or the 404 that another clinic's gets as well. */
export async function theEnrolment({ store }: ApiDeps, clinicId: string, id: string): Promise<EnrolmentRow> {
  const found = await store.enrolments.findEnrolment(store.db, clinicId, id);
  if (found) return found;
  throw new DomainError('not-found', 'There is no such enrolment in this clinic.');
}

async function rulesOf(deps: ApiDeps, { clinicId, pathway }: EnrolmentRow): Promise<{ rules: Rules; now: number }> {
  const { settings, now } = await deps.store.clinics.readClinic(deps.store.db, clinicId);
  return { rules: deps.rules(pathway, settings), now };
}

/** As of the newest fact: one that waits for the next step (a score, a hold) is known at once. What time brings is not. */
async function stateOf({ store }: ApiDeps, rules: Rules, found: EnrolmentRow): Promise<Standing> {
  const { id, eventSeq, digestedSeq } = found;
  const state = stateIn(found.state);
  const asKept = { state, rules, status: found.status };
  if (state === null || eventSeq === digestedSeq) return asKept;
  const events = await store.facts.undigested(store.db, { enrolmentId: id, digestedSeq });
  const last = events.at(-1);
  if (last === undefined) return asKept;
  try {
    const onto = await store.facts.storedFor(
      store.db,
      { enrolmentId: id, clinicId: found.clinicId, state, rules },
      events,
    );
    const step = digestStored(onto.rules, onto.stored, events, { now: last.recordedAt, observed: [] });
    return { state: step.state, rules: step.rules, status: statusOf(step.state) };
  } catch {
    // Its step will say so and quarantine it; meanwhile what was known before is still true.
    return asKept;
  }
}

/** With the rules that decide from here on: a migration may be among what is not digested. */
type Standing = { state: EnrolmentState | null; rules: Rules; status: string };

const messageWords: Record<string, string> = {
  invite: 'the check-in',
  'reminder-1': 'the first reminder of the check-in',
  'reminder-2': 'the second reminder of the check-in',
};
const wordsOf = (role: string): string => messageWords[role] ?? role.replaceAll('-', ' ');

const nothing = { tracks: [], next: [] };

/** Nothing, where the core cannot say: what the rows know is shown all the same. */
function whatIsSaid(rules: Rules, state: EnrolmentState, now: number): { tracks: object[]; next: object[] } {
  try {
    return { tracks: waitingFor(rules, state), next: explain(rules, state, now).next };
  } catch {
    return nothing;
  }
}

export async function showEnrolment(deps: ApiDeps, clinicId: string, id: string) {
  const { store } = deps;
  const found = await theEnrolment(deps, clinicId, id);
  const [{ rules: pinned, now }, scores, openEscalation] = await Promise.all([
    rulesOf(deps, found),
    store.enrolments.newestScores(store.db, id),
    store.enrolments.unresolvedEscalation(store.db, found.patientId),
  ]);
  const { state, rules, status } = await stateOf(deps, pinned, found);
  const told = state === null ? nothing : whatIsSaid(rules, state, now);
  return {
    id,
    patientId: found.patientId,
    previousId: found.previousId,
    status,
    pathway: { id: rules.pathway.id, version: rules.pathway.version },
    startedAt: iso(found.createdAt),
    endedAt: isoOrNull(found.endedAt),
    tracks: withTexts(told.tracks),
    scores: scores.map((score) => ({ ...score, at: iso(score.at) })),
    next: withTexts(told.next),
    openEscalation,
  };
}

const instants = new Set(['at', 'by', 'until', 'since', 'recordedAt']);

/** What the core says in epoch milliseconds leaves as text. */
export function withTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => [
      key,
      instants.has(key) && typeof part === 'number' ? iso(part) : withTexts(part),
    ]),
  );
}

export async function showTimeline(deps: ApiDeps, clinicId: string, id: string, page: Page) {
  const { store } = deps;
  const { timeZone, patientId } = await theEnrolment(deps, clinicId, id);
  const rows = await store.timeline.timelineOf(store.db, id, page);
  const shown = rows.flatMap((row) => (row.kind === 'event' && row.data.said !== null ? [withData(row.data)] : []));
  const read = new Map((await store.texts.withTextsOf(store.db, patientId, shown)).map((fact) => [fact.id, fact]));
  return {
    items: rows.map((row) => ({
      at: iso(row.at),
      kind: row.kind,
      text: lineOf(row, timeZone, deps.catalogue.instruments),
      by: row.by,
      ...(row.kind === 'event' ? factOf(row.data, read.get(row.data.id)) : {}),
    })),
    nextCursor: cursorAfter(rows, page, (row) => row.at),
  };
}

type Shown = Extract<TimelineRow, { kind: 'event' }>['data'];

const withData = ({ id, type, said }: Shown) => ({ id, type: type as EventType, data: said ?? {} });

const factOf = ({ id, correction }: Shown, read: ReturnType<typeof withData> | undefined): object => ({
  eventId: id,
  ...(read && { type: read.type, data: withTexts(read.data) }),
  correction: withTexts(correction),
});

function lineOf(row: TimelineRow, timeZone: string, instruments: Record<string, Instrument>): string {
  switch (row.kind) {
    case 'journal':
      return journalIn(timeZone, instruments)(row.data);
    case 'event':
      return `Recorded: ${row.data.type.replaceAll(/[.-]/g, ' ')}.${correctedText(row.data.correction, timeZone)}`;
    case 'message':
      return `${capital(row.data.channel)} ${row.data.state}: ${wordsOf(row.data.role)}.`;
    case 'answer':
      return `Answered: ${row.data.instrument}, ${row.data.saved} ${row.data.saved === 1 ? 'item' : 'items'}${row.data.late ? ', late' : ''}.`;
  }
}

const correctedAs = {
  retracted: 'It does not count',
  replaced: 'It counts as corrected',
  moved: 'It belongs to another patient and does not count here',
} as const satisfies Record<Corrected['as'], string>;

function correctedText(correction: Corrected | null, timeZone: string): string {
  if (correction === null) return '';
  const { as, at, by, reason } = correction;
  return ` ${correctedAs[as]}, said ${by} on ${localDateAt(timeZone, at)}: ${reason}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export async function showMessages(deps: ApiDeps, clinicId: string, id: string, page: Page) {
  const { status } = await theEnrolment(deps, clinicId, id);
  const rows = await deps.store.messages.messagesOf(deps.store.db, id, page);
  return {
    items: rows.map((row) => ({
      ...{ id: row.id, key: row.key, role: row.role, channel: row.channel, checkInId: row.checkInId },
      dueAt: iso(row.dueAt),
      expiresAt: isoOrNull(row.expiresAt),
      state: row.state,
      reason: row.reason,
      why: whyUnsent({ ...row, tries: row.attempts.length, lastCode: row.attempts.at(-1)?.code ?? null }, status),
      acceptedAt: isoOrNull(row.acceptedAt),
      attempts: row.attempts.map((attempt) => ({
        ...attempt,
        startedAt: iso(attempt.startedAt),
        endedAt: isoOrNull(attempt.endedAt),
      })),
    })),
    nextCursor: cursorAfter(rows, page, (row) => row.plannedAt),
  };
}

export async function showScores(deps: ApiDeps, clinicId: string, id: string, page: Page) {
  await theEnrolment(deps, clinicId, id);
  const rows = await deps.store.enrolments.scoresOf(deps.store.db, id, page);
  return {
    items: rows.map(({ instrument, value, at, checkInId }) => ({ instrument, value, at: iso(at), checkInId })),
    nextCursor: cursorAfter(rows, page, (row) => row.at),
  };
}

/** The row with the state it stands in: what is told from the state alone cannot be told without. */
export async function standingOf(
  deps: ApiDeps,
  clinicId: string,
  id: string,
): Promise<{ found: EnrolmentRow; rules: Rules; state: EnrolmentState; now: number }> {
  const found = await theEnrolment(deps, clinicId, id);
  if (found.state === unreadable) throw deps.store.quarantine.cannotRead();
  const { rules: pinned, now } = await rulesOf(deps, found);
  const { state, rules } = await stateOf(deps, pinned, found);
  if (state === null)
    throw new DomainError('not-possible-now', 'This enrolment has just begun: ask again in a moment.');
  return { found, rules, state, now };
}

export async function showExplanation(
  deps: ApiDeps,
  { clinicId, role }: Pick<Principal, 'clinicId' | 'role'>,
  id: string,
): Promise<object> {
  const { rules, state, now } = await standingOf(deps, clinicId, id);
  const medicines = await showMedicines(deps, role, { rules, state, now, enrolmentId: id });
  const corrections = await deps.store.timeline.correctedFacts(deps.store.db, id);
  const said = { ...explain(rules, state, now), corrections };
  return { ...(withTexts(said) as object), ...(medicines ? { medicines } : {}) };
}
