import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Instrument } from '../../domain/instrument/types';
import type { Path } from '../../domain/pathway/places';
import { type ThresholdRow, thresholdRows, type Written } from '../../domain/telling/protocol/thresholds';
import type { Pathway } from '../../domain/pathway/types';
import { clinicThresholds } from '../clinic/thresholds';
import { formThresholds } from '../instrument/form-thresholds';
import { loadInstruments } from '../instrument/load-instruments';
import { PathwayFile } from './pathway-schema';
import { parsePathway } from './said-once';
import { parseYaml, textOf } from '../read-yaml';

/** How the page is made anew; its test says so when it is stale. */
export const REFRESH_THRESHOLDS = 'GOLDEN=write npx jest test/pathways/golden.test.ts';

/** The table of one pathway file, in Markdown; `shownAs` is the path that its lines are named by. */
export function thresholdTable(file: string, shownAs: string, instruments: Record<string, Instrument>): string {
  const { value, written } = readWithNotes(file, parsePathway);
  const pathway = PathwayFile.parse(value) as Pathway;
  return tableOf(thresholdRows(pathway, instruments, written), shownAs);
}

/** Every shipped pathway, instrument and clinic, as one page. */
export function thresholdPage(root: string): string {
  const instruments = loadInstruments(join(root, 'instruments'));
  const pathways = foldersIn(join(root, 'pathways')).flatMap((id) =>
    yamlFiles(join(root, 'pathways', id), /^v\d+\.yaml$/).map((file) => `pathways/${id}/${file}`),
  );
  const forms = yamlFiles(join(root, 'instruments'), /\.yaml$/).map((file) => `instruments/${file}`);
  return [
    '# Thresholds',
    `Made from the files themselves by \`${REFRESH_THRESHOLDS}\` and printed by \`throughline pathway thresholds [file]\`; not to be written in. Marks: **F** found in the named source, **T** general knowledge that no source confirmed, **D** a default of the clinic. The sentence is the one of the protocol that a clinician signs.`,
    ...pathways.flatMap((file) => [`## ${file}`, thresholdTable(join(root, file), file, instruments)]),
    '## Instruments',
    'Safety rules, bands and floors. Source and rights stand in each file.',
    formTable(
      forms.flatMap((file) =>
        formThresholds(instruments[basename(file, '.yaml')], file, readWithNotes(join(root, file)).written),
      ),
    ),
    '## clinic/default.yaml',
    'What a live clinic starts from; every number is a default [D] that the clinic signs or changes.',
    tableOf(clinicThresholds(readWithNotes(join(root, 'clinic', 'default.yaml'))), 'clinic/default.yaml'),
    '## clinic/problems.yaml',
    'What becomes of a problem that a patient reports by link.',
    tableOf(clinicThresholds(readWithNotes(join(root, 'clinic', 'problems.yaml'))), 'clinic/problems.yaml'),
    '',
  ].join('\n\n');
}

function readWithNotes(file: string, parse = parseYaml): { value: unknown; written: Written } {
  const text = textOf(file);
  const lines = text.split('\n');
  const { value, positionOf } = parse(text);
  const written = (path: Path) => {
    const { line } = positionOf(path);
    const [, note = ''] = /\s#\s(.*)$/.exec(lines[line - 1] ?? '') ?? [];
    return { line, note };
  };
  return { value, written };
}

function tableOf(thresholds: ThresholdRow[], file: string): string {
  return table(
    ['Line', 'Threshold', 'Value', 'In words', 'Source', 'Mark', 'Signed'],
    thresholds.map(({ line, place, value, sentence, source, marks, signed }) => [
      `${basename(file)}:${line}`,
      place,
      value,
      sentence,
      source,
      marks.join(', '),
      signed,
    ]),
  );
}

function formTable(rows: string[][]): string {
  return table(['Line', 'Threshold', 'Value', 'In words', 'Source', 'Mark'], rows);
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A cell holds no line end and no bar. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

function foldersIn(parent: string): string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function yamlFiles(folder: string, name: RegExp): string[] {
  return readdirSync(folder)
    .filter((file) => name.test(file))
    .sort();
}
