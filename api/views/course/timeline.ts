import { isUndo, mayRetract, whyKept } from '../../../src/domain/corrections/corrections';
import { rowOf } from '../../../src/domain/facts/table';
import type { RecordedType } from '../../../src/domain/facts/fact';
import { rightToRecord } from '../../../src/domain/facts/rights';
import type { Rules } from '../../../src/domain/step/rules';
import type { LineKind } from '../../../src/domain/telling/fact-titles';
import { saysOf } from '../../../src/domain/telling/timeline/fact-line';
import { linesIn, type TimelineLine } from '../../../src/domain/telling/timeline/line';
import type { TimelineRow } from '../../../src/domain/telling/timeline/rows';
import { may } from '../../../src/domain/words/authority';
import { type EventType, patientEventTypes, staffEventTypes } from '../../../src/domain/words/event';
import { MINUTE } from '../../../src/domain/words/time';
import type { JournalEntry } from '../../../src/domain/words/effect';
import type { EnrolmentRow } from '../../../src/storage/enrolment/enrolments';
import type { Page } from '../../../src/storage/tx/fragments';
import { cursorAfter, iso } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import { nameInRecords, type Principal } from '../../middleware/principal';
import { rulesOf, stateOf, theEnrolment } from './standing';
import { withTexts } from '../texts';

export type Looked = { kinds: readonly LineKind[] | null; find: string | null; newestFirst: boolean };

type Shown = { row: TimelineRow; line: TimelineLine };

/** So many rows are read at once where only some of them are wanted. */
const AT_ONCE = 500;

/** One page of what happened to one patient, in people's words; filtered and searched in those words. */
export async function showTimeline(deps: ApiDeps, principal: Principal, id: string, page: Page, looked: Looked) {
  const { store } = deps;
  const found = await theEnrolment(deps, principal.clinicId, id);
  const { settings, now } = await store.clinics.readClinic(store.db, principal.clinicId);
  const pending = await pendingOf(deps, found);
  const say = linesIn(wordsOf(deps, found), found.timeZone, found.status);
  const wanted = (shown: Shown): boolean => isWanted(shown, looked);
  const shown: Shown[] = [];
  const whole = looked.kinds === null && looked.find === null;
  const limit = whole ? page.limit : AT_ONCE;
  let { after } = page;
  for (;;) {
    const read = await store.lines.linesOf(store.db, id, { limit, after }, looked.newestFirst);
    const rows = (await withWritten(deps, found.patientId, read)).map((row) => withPending(row, pending));
    shown.push(...rows.map((row) => ({ row, line: say(row) })).filter(wanted));
    const last = read.at(-1);
    if (!last || read.length < limit || shown.length >= page.limit) break;
    after = { rank: 0, at: last.at, id: last.id };
  }
  const items = shown.slice(0, page.limit);
  return {
    items: items.map(({ row, line }) => ({
      at: iso(row.at),
      ...line,
      icon: line.kind,
      by: row.by,
      ...(withTexts(besides(row)) as object),
      ...(row.of === 'fact' ? retraction(row, principal, { now, undoMinutes: settings.undoMinutes }) : {}),
    })),
    nextCursor: cursorAfter(
      items.map(({ row }) => row),
      page,
      (row) => row.at,
    ),
  };
}

/** A version that this release does not know has no words: what was recorded is shown all the same. */
function wordsOf(
  { catalogue }: ApiDeps,
  { pathway: { id, version } }: EnrolmentRow,
): Pick<Rules, 'pathway' | 'instruments'> {
  const { instruments, pathways } = catalogue;
  const known = pathways.find((each) => each.id === id && each.version === version);
  return { instruments, pathway: known ?? { id, version, state: 'draft', title: id, checkIns: [], tracks: [] } };
}

/** What the next step will say of facts that wait for it: most change nothing before, and are told all the same. */
async function pendingOf(deps: ApiDeps, found: EnrolmentRow): Promise<readonly JournalEntry[]> {
  if (found.eventSeq === found.digestedSeq) return [];
  try {
    const { rules } = await rulesOf(deps, found);
    return (await stateOf(deps, rules, found)).entries;
  } catch {
    return [];
  }
}

function withPending(row: TimelineRow, pending: readonly JournalEntry[]): TimelineRow {
  if (row.of !== 'fact' || row.data.entries.length > 0) return row;
  const entries = pending.filter((entry) => entry.at === row.at && saysOf(entry, row.data));
  return { ...row, data: { ...row.data, entries } };
}

/** With the texts of people in their places. */
async function withWritten({ store }: ApiDeps, patientId: string, rows: TimelineRow[]): Promise<TimelineRow[]> {
  const facts = rows.flatMap((row) =>
    row.of === 'fact' && row.data.said !== null ? [{ id: row.data.id, type: row.data.type, data: row.data.said }] : [],
  );
  const read = new Map((await store.texts.withTextsOf(store.db, patientId, facts)).map(({ id, data }) => [id, data]));
  return rows.map((row) =>
    row.of === 'fact' && row.data.said !== null
      ? { ...row, data: { ...row.data, said: read.get(row.data.id) ?? row.data.said } }
      : row,
  );
}

function isWanted({ row, line }: Shown, { kinds, find }: Looked): boolean {
  if (kinds !== null && !kinds.includes(line.kind)) return false;
  if (find === null) return true;
  const correction = row.of === 'fact' ? row.data.correction : null;
  const all = [line.text, line.soft, line.struck, line.why, row.by, correction?.reason, correction?.by];
  return all.some((text) => text?.toLowerCase().includes(find.toLowerCase()));
}

/** The ids by which one gets to what a line is about. */
function besides(row: TimelineRow): object {
  switch (row.of) {
    case 'fact': {
      const { id, type, said, correction, checkInId } = row.data;
      const answers = checkInId === null ? {} : { checkInId };
      return { of: row.of, eventId: id, type, ...(said === null ? {} : { data: said }), correction, ...answers };
    }
    case 'message':
      return { of: row.of, messageId: row.data.id };
    case 'saved':
      return { of: row.of, checkInId: row.data.checkInId };
    case 'step':
      return { of: row.of, escalationId: row.data.escalation };
    case 'entry':
      return { of: row.of };
  }
}

type FactData = Extract<TimelineRow, { of: 'fact' }>['data'];
/** A fact as far as it matters for taking it back. */
type Recorded = { at: number; data: Pick<FactData, 'type' | 'said' | 'recordedBy' | 'correction' | 'actedUpon'> };

const byPeople: ReadonlySet<EventType> = new Set<EventType>([...staffEventTypes, ...patientEventTypes]);

/** Whether whoever asks may take it back: its author soon after, a clinician later and with a reason. */
export function retraction(
  { at, data }: Recorded,
  principal: Principal,
  { now, undoMinutes }: { now: number; undoMinutes: number },
): { canRetract: boolean; undoUntil: string | null } {
  const { type, recordedBy, correction, actedUpon, said } = data;
  const undone = isUndo({ recordedBy, recordedAt: at }, { by: nameInRecords(principal), at: now }, undoMinutes);
  const stands = correction === null || correction.as === 'replaced';
  const isKept = whyKept(type) !== null || (rowOf(type).kept !== null && actedUpon && !undone);
  const canRetract =
    byPeople.has(type) &&
    stands &&
    !isKept &&
    recordedBy !== 'patient' &&
    may(rightToRecord(type as RecordedType, said ?? {}), principal) &&
    mayRetract(principal.role, undone);
  return { canRetract, undoUntil: canRetract && undone ? iso(at + undoMinutes * MINUTE) : null };
}
