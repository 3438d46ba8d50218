import { join } from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { loadInstruments } from '../catalogue/instrument/load-instruments';
import { repositoryRoot } from '../config/settings';
import { DomainError } from '../domain/words/error';
import { scoreAnswers } from '../domain/instrument/score';
import { scoreTotal } from '../domain/instrument/total';
import type { Instrument } from '../domain/instrument/types';
import { safetyInWords } from '../domain/escalation/safety';

/** What a form's answers come to. `total` is the form's own (first) score, null where its rule gives none. */
export type ScoreReport = {
  instrument: string;
  total: number | null;
  band: string | null;
  complete: boolean;
  /** Tier and ladder of the most urgent safety rule met, `unknown, ask`, or null. */
  safety: string | null;
};

type Instruments = Record<string, Instrument>;
const Given = z.record(z.string(), z.number().nullable());

/** `throughline instrument …`: what the forms are, and what answers to them come to. Stores nothing. */
export function instrumentCommands(): Command {
  const command = new Command('instrument').description('list the questionnaires, or score answers to one');
  command
    .command('list')
    .description('every questionnaire with its version and how it is answered')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: true }) => {
      sayOrFail((instruments) => listText(instruments, json === true));
    });
  command
    .command('score [id]')
    .description('score answers: item number to answer, null for a skipped one')
    .option('--answers <json>', 'like {"1":7,"2":8,"3":null}; for a licensed form {"total":32} or {"total":16,"of":45}')
    .option('--json', 'as JSON')
    .action((id: string | undefined, { answers, json }: { answers?: string; json?: true }) => {
      sayOrFail((instruments) => {
        const report = scoreReport(instruments, id, answers);
        return json === true ? JSON.stringify(report) : reportText(report);
      });
    });
  return command;
}

/** Throws `invalid` or `not-found` with one sentence for the person at the keyboard. */
export function scoreReport(
  instruments: Instruments,
  id: string | undefined,
  answers: string | undefined,
): ScoreReport {
  const instrument = id !== undefined && Object.hasOwn(instruments, id) ? instruments[id] : undefined;
  if (instrument === undefined) {
    const ids = Object.keys(instruments).join(', ');
    throw new DomainError('not-found', `There is no instrument ${JSON.stringify(id ?? '')}: choose one of ${ids}.`);
  }
  const given = givenAnswers(answers);
  if (instrument.entry === 'total') {
    const { total, of, ...others } = given;
    if (typeof total !== 'number' || of === null || Object.keys(others).length > 0) {
      const way = instrument.scores[0]?.total?.outOf ? '{"total":16,"of":45} or {"total":32}' : '{"total":32}';
      throw new DomainError('invalid', `${instrument.id} is entered as a total by staff: give its total like ${way}.`);
    }
    const { value, band = null, complete } = scoreTotal(instrument, { total, of });
    return { instrument: instrument.id, total: value, band, complete, safety: null };
  }
  const { scores, complete } = scoreAnswers(instrument, given);
  const own = scores.find(({ score }) => score === instrument.scores[0]?.score);
  return {
    instrument: instrument.id,
    total: own?.value ?? null,
    band: own?.band ?? null,
    complete,
    safety: safetyInWords(instrument, given),
  };
}

function givenAnswers(answers: string | undefined): Record<string, number | null> {
  const shape = 'write item numbers and answers like {"1":7,"2":null}';
  if (answers === undefined) throw new DomainError('invalid', `--answers is missing: ${shape}.`);
  let json: unknown;
  try {
    json = JSON.parse(answers);
  } catch (cause) {
    throw new DomainError('invalid', `--answers is not readable as JSON: ${shape}.`, {}, { cause });
  }
  const parsed = Given.safeParse(json);
  if (!parsed.success) throw new DomainError('invalid', `--answers must hold whole numbers or null: ${shape}.`);
  return parsed.data;
}

/** Prints one line of result, or one sentence on stderr and exit code 2; a defect still ends with its stack. */
function sayOrFail(work: (instruments: Instruments) => string): void {
  try {
    console.log(work(loadInstruments(join(repositoryRoot(), 'instruments'))));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function listText(instruments: Instruments, json: boolean): string {
  const rows = Object.values(instruments).map(({ id, version, title, entry, items }) => {
    return { id, version, title, entry, items: items.length };
  });
  if (json) return JSON.stringify(rows);
  const width = Math.max(...rows.map(({ id }) => id.length));
  return rows
    .map(({ id, version, title, entry, items }) => {
      return `${id.padEnd(width)}  v${version}  ${entry === 'total' ? 'total entered by staff' : `${items} items`}  ${title}`;
    })
    .join('\n');
}

function reportText({ instrument, total, band, complete, safety }: ScoreReport): string {
  return [
    `${instrument}: ${total === null ? 'no score' : String(total)}${band === null ? '' : ` (${band})`}`,
    complete ? 'every item answered' : 'not every item answered',
    `safety: ${safety ?? 'no rule met'}`,
  ].join('; ');
}
