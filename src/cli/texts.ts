import { join } from 'node:path';
import { Command } from 'commander';
import { loadCatalogue } from '../catalogue/catalogue';
import { loadClinic } from '../catalogue/clinic/load-clinic';
import { READING_AGE_LIMIT, readingRows, type ReadingRow, tooHard } from '../catalogue/clinic/patient-texts';
import { repositoryRoot } from '../config/settings';
import { textIn } from '../domain/patient-texts/texts';

/** `throughline texts …`: what patients read. */
export function textCommands(): Command {
  const command = new Command('texts').description('look at what patients read');
  command
    .command('reading-age')
    .description('how old a reader must be, text by text, hardest first (Flesch-Kincaid grade + 5; English)')
    .option('--clinic <file>', 'the settings whose texts to judge, texts.en.yaml beside it')
    .option('--all', 'also headings and buttons, of which the formula says nothing')
    .option('--json', 'as JSON')
    .action(({ clinic, all, json }: { clinic?: string; all?: true; json?: true }) => {
      const rows = shippedRows(clinic);
      console.log(json === true ? JSON.stringify(rows) : asText(rows, all === true));
      if (rows.some(tooHard)) process.exitCode = 1;
    });
  return command;
}

/** The texts of this house, with the emergency texts of a clinic. */
export function shippedRows(clinicFile?: string): ReadingRow[] {
  const root = repositoryRoot();
  const { instruments, patientTexts, pathways, messages, prepare } = loadCatalogue(root);
  const clinic = loadClinic(clinicFile ?? join(root, 'clinic', 'demo.yaml'), instruments);
  const ids = [...new Set(pathways.map(({ id }) => id))];
  return readingRows({
    instruments,
    patientTexts: textIn(patientTexts, 'en').text,
    clinicTexts: textIn(clinic.texts, 'en').text,
    messages: Object.fromEntries(ids.map((id) => [id, messages(id, 'en')])),
    prepare: Object.fromEntries(ids.map((id) => [id, prepare(id, 'en')])),
  });
}

function asText(rows: ReadingRow[], all: boolean): string {
  const shown = rows.filter(({ age }) => all || age !== null);
  const hard = rows.filter(tooHard).length;
  const limit = String(READING_AGE_LIMIT);
  return [
    ...shown.map(({ text, words, age, judged }) => {
      const mark = tooHard({ text, words, age, judged }) ? '  too hard' : judged ? '' : '  not ours: not judged';
      return `${(age === null ? '–' : age.toFixed(1)).padStart(5)}  ${String(words).padStart(4)} words  ${text}${mark}`;
    }),
    hard === 0
      ? `No text of ours needs a reading age over ${limit}.`
      : `${String(hard)} of our texts need a reading age over ${limit}: write shorter sentences and shorter words.`,
  ].join('\n');
}
