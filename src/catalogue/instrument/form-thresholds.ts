import type { Instrument } from '../../domain/instrument/types';
import type { Path } from '../../domain/pathway/places';
import { marksIn, type Written } from '../../domain/telling/thresholds';

/** What an answer brings about, what a score is called, and how often it may be asked. */
export function formThresholds(instrument: Instrument | undefined, shownAs: string, written: Written): string[][] {
  if (!instrument) return [];
  const row = (path: Path, what: string, value: string, sentence: string): string[] => {
    const { line, note } = written(path);
    const told = marksIn(`${note} ${instrument.source}`);
    // A form names what it was published in; what only the service's own notes say is a default.
    const marks = told.length > 0 ? told : [/clinical notes/i.test(instrument.source) ? 'D' : 'F'];
    return [`${shownAs}:${line}`, what, value, sentence, note === '' ? instrument.source : note, marks.join(', ')];
  };
  return [
    ...(instrument.recallFloorDays > 0
      ? [
          row(
            ['recallFloorDays'],
            `${instrument.id}: floor`,
            `${instrument.recallFloorDays} days`,
            `It is never asked more often than every ${instrument.recallFloorDays} days.`,
          ),
        ]
      : []),
    ...(instrument.continues
      ? [
          row(
            ['continues'],
            `${instrument.id}: goes on`,
            `${instrument.continues.atLeast} or more`,
            `It goes on into ${instrument.continues.into}.`,
          ),
        ]
      : []),
    ...(instrument.known
      ? [
          row(
            ['known'],
            `${instrument.id}: known sign`,
            `${instrument.known.atMostDays} days`,
            'A clinician may record a sign as known for so long at most.',
          ),
        ]
      : []),
    ...instrument.items.flatMap(({ id, text, safety }, index) =>
      safety
        ? [safety, ...(safety.higher ?? [])].map((level) =>
            row(
              ['items', index, 'safety'],
              safety.rule,
              `${level.from} or more`,
              `Item ${id}, “${text}”: the ladder “${level.policy ?? safety.class}” is told (${level.tier}), the patient sees the page “${level.help}”.`,
            ),
          )
        : [],
    ),
    ...instrument.scores.flatMap(({ score, bands }, index) =>
      bands.length === 0
        ? []
        : [
            row(
              ['scores', index, 'bands'],
              `${score}: bands`,
              bands.map(({ from, name }) => `${name} from ${from}`).join(', '),
              'What a value is called; nothing is decided by a name.',
            ),
          ],
    ),
  ];
}
