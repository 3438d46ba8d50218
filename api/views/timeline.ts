import { localDateAt } from '../../src/domain/calendar/calendar';
import type { Instrument } from '../../src/domain/instrument/types';
import { capital } from '../../src/domain/telling/fact-titles';
import { journalIn } from '../../src/domain/telling/journal-text';
import type { EventType } from '../../src/domain/words/event';
import type { Corrected, TimelineRow } from '../../src/storage/enrolment/timeline';
import type { Page } from '../../src/storage/tx/fragments';
import { cursorAfter, iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { theEnrolment } from './standing';
import { withTexts } from './texts';

const messageWords: Record<string, string> = {
  invite: 'the check-in',
  'reminder-1': 'the first reminder of the check-in',
  'reminder-2': 'the second reminder of the check-in',
};
const wordsOf = (role: string): string => messageWords[role] ?? role.replaceAll('-', ' ');

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
