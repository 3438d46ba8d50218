import type { Instrument } from '../../domain/instrument/types';
import type { Path } from '../../domain/pathway/places';
import { marksIn, type Written } from '../../domain/telling/protocol/thresholds';

/** What an answer brings about, what a score is called, and how often it may be asked. */
export function formThresholds(instrument: Instrument | undefined, shownAs: string, written: Written): string[][] {
  if (!instrument) return [];
  const row = ([path, what, value, sentence]: Row): string[] => {
    const { line, note } = written(path);
    const told = marksIn(`${note} ${instrument.source}`);
    // A form names what it was published in; what only the service's own notes say is a default.
    const marks = told.length > 0 ? told : [/clinical notes/i.test(instrument.source) ? 'D' : 'F'];
    return [`${shownAs}:${line}`, what, value, sentence, note === '' ? instrument.source : note, marks.join(', ')];
  };
  return rowsOf(instrument).map(row);
}

type Row = [path: Path, what: string, value: string, sentence: string];
const rowIf = (isThere: boolean, ...row: Row): Row[] => (isThere ? [row] : []);

function rowsOf({ id, recallFloorDays: floor, continues, known, items, scores }: Instrument): Row[] {
  const often = `It is never asked more often than every ${floor} days.`;
  const longer = `It goes on into ${continues?.into}.`;
  const atMost = 'A clinician may record a sign as known for so long at most.';
  return [
    ...rowIf(floor > 0, ['recallFloorDays'], `${id}: floor`, `${floor} days`, often),
    ...rowIf(continues !== undefined, ['continues'], `${id}: goes on`, `${continues?.atLeast} or more`, longer),
    ...rowIf(known !== undefined, ['known'], `${id}: known sign`, `${known?.atMostDays} days`, atMost),
    ...items.flatMap(({ id: item, text, safety }, index) =>
      (safety ? [safety, ...(safety.higher ?? [])] : []).map((level): Row => [
        ['items', index, 'safety'],
        safety?.rule ?? '',
        `${level.from} or more`,
        `Item ${item}, “${text}”: the ladder “${level.policy ?? safety?.class}” is told (${level.tier}), the patient sees the page “${level.help}”.`,
      ]),
    ),
    ...scores.flatMap(({ score, bands }, index) => {
      const names = bands.map(({ from, name }) => `${name} from ${from}`).join(', ');
      const what = 'What a value is called; nothing is decided by a name.';
      return rowIf(bands.length > 0, ['scores', index, 'bands'], `${score}: bands`, names, what);
    }),
  ];
}
