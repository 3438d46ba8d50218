import { basename, dirname, join } from 'node:path';
import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { loadExamples } from '../catalogue/pathway/load-examples';
import type { Rules } from '../domain/step/rules';
import { differenceOf } from '../domain/stories/look';
import { playStory } from '../domain/stories/story';
import { loadClinic } from '../catalogue/clinic/load-clinic';
import { loadInstruments } from '../catalogue/instrument/load-instruments';
import { loadPatientTexts } from '../catalogue/clinic/patient-texts';
import { loadMessages, loadPrepare, loadReleased } from '../catalogue/pathway/load-pathway';
import { pathwayJsonSchema } from '../catalogue/pathway/json-schema';
import { textOf } from '../catalogue/read-yaml';
import { thresholdPage, thresholdTable } from '../catalogue/pathway/threshold-page';
import { type PlacedFinding, validatePathway, type Validation } from '../catalogue/pathway/validate-pathway';
import { repositoryRoot } from '../config/settings';
import { DomainError } from '../domain/words/error';
import type { Instrument } from '../domain/instrument/types';
import { diagram } from '../domain/telling/protocol/diagram';
import { protocol } from '../domain/telling/protocol/protocol';
import { burdenOf, habits, middling } from '../domain/simulate/burden';
import { burdenText } from '../domain/telling/protocol/burden';
import { firingsOf, firingTable } from '../domain/pathway/firing';
import type { Pathway } from '../domain/pathway/types';

export type ToldStory = { story: string; differences: string[] };

/** The stories of a version, told on the pure core: where one goes otherwise than it says, and why. */
export function toldStories(file: string, rules: Rules): ToldStory[] {
  const { stories } = loadExamples(join(dirname(file), 'examples', basename(file)), rules.instruments);
  return stories.map((story) => {
    const { looks } = playStory(rules, story);
    return {
      story: story.story,
      differences: looks.flatMap((look) => differenceOf(look, story.story, story.reach.timeZone) ?? []),
    };
  });
}

export function storyLines(told: readonly ToldStory[]): string {
  return told
    .flatMap(({ story, differences }) => [...differences, ...(differences.length > 0 ? [] : [`✓ ${story}`])])
    .join('\n');
}

type Options = { json?: boolean; clinic?: string };

/** What a command says, and how it ends: 0 all is well, 1 something was found, 2 it was called wrongly. */
type Said = { text: string; exitCode: 0 | 1 | 2 };

/** `throughline pathway validate|explain|diagram <file>`, and the schema that editors complete by. */
export function pathwayCommands(): Command {
  const pathway = new Command('pathway').description('check a pathway file, or have it told in words or as a diagram');
  const command = (name: string, description: string, run: (file: string, options: Options) => Said): void => {
    pathway
      .command(`${name} <file>`)
      .description(description)
      .option('--json', 'for programs')
      .option('--clinic <file>', 'settings to judge by', join(repositoryRoot(), 'clinic', 'demo.yaml'))
      .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
      .action((file: string, options: Options) => {
        say(() => run(file, options));
      });
  };
  command('validate', 'say what is wrong, with line, rule and remedy', validate);
  command('explain', 'write the protocol in plain English, for signature', (file, options) =>
    ofSound(file, options, 'protocol', (sound) => protocol(sound, shippedInstruments())),
  );
  command('diagram', 'draw it with Mermaid', (file, options) => ofSound(file, options, 'diagram', diagram));
  command(
    'firing',
    'list for each rule, and each pace at which it is asked, the days until it is met and cleared',
    (file, options) => ofSound(file, options, 'firing', (sound) => firingTable(firingsOf(sound, shippedInstruments()))),
  );
  command('burden', 'show what a year of it asks of a patient, month by month, and what is over its goals', burden);
  command('stories', 'tell its patient stories, and say where one goes otherwise', stories);
  pathway
    .command('thresholds [file]')
    .description('list every threshold with place, sentence, source and mark; without a file of all that is shipped')
    .action((file?: string) => {
      say(() => (file === undefined ? { text: thresholdPage(repositoryRoot()), exitCode: 0 } : thresholds(file)));
    });
  pathway
    .command('schema')
    .description('print the JSON Schema of pathway files')
    .action(() => {
      say(() => ({ text: JSON.stringify(pathwayJsonSchema(), null, 2), exitCode: 0 }));
    });
  return pathway;
}

function say(run: () => Said): void {
  const { text, exitCode } = calledWell(run);
  if (exitCode === 2) console.error(text);
  else console.log(text.trimEnd());
  process.exitCode = exitCode;
}

/** A file that cannot be read is a wrong call, not a finding. */
function calledWell(run: () => Said): Said {
  try {
    return run();
  } catch (error) {
    if (error instanceof DomainError) return { text: error.message, exitCode: 2 };
    throw error;
  }
}

function validate(file: string, options: Options): Said {
  const { findings } = judged(file, options);
  const exitCode = findings.length === 0 ? 0 : 1;
  if (options.json === true) return { text: JSON.stringify({ file, findings }, null, 2), exitCode };
  return { text: findings.length === 0 ? `${file}: nothing found.` : findingLines(file, findings), exitCode };
}

/** Only a pathway without findings is worth explaining: another would be explained as what it is not. */
function ofSound(file: string, options: Options, name: string, tell: (pathway: Pathway) => string): Said {
  const { pathway, findings } = judged(file, options);
  if (!pathway || findings.length > 0) return validate(file, options);
  const text = tell(pathway);
  return { text: options.json === true ? JSON.stringify({ file, [name]: text }, null, 2) : text, exitCode: 0 };
}

function stories(file: string, options: Options): Said {
  const { pathway, findings } = judged(file, options);
  if (!pathway || findings.length > 0 || options.clinic === undefined) return validate(file, options);
  const instruments = shippedInstruments();
  const told = toldStories(file, { pathway, clinic: loadClinic(options.clinic, instruments), instruments });
  const exitCode = told.every(({ differences }) => differences.length === 0) ? 0 : 1;
  return {
    text: options.json === true ? JSON.stringify({ file, stories: told }, null, 2) : storyLines(told),
    exitCode,
  };
}

/** From the first day of a year of its own: what is shown does not change from one day to the next. */
const BURDEN_FROM = Date.parse('2026-01-05T10:00:00Z');

function burden(file: string, options: Options): Said {
  const { pathway, findings } = judged(file, options);
  if (!pathway || findings.length > 0 || options.clinic === undefined) return validate(file, options);
  const instruments = shippedInstruments();
  const rules = { pathway, clinic: loadClinic(options.clinic, instruments), instruments };
  const says = middling(instruments);
  const burdens = habits.map((habit) => burdenOf(rules, says, habit, { from: BURDEN_FROM, days: 364 }));
  const { text, over } = burdenText(burdens, pathway.burden?.goals);
  return {
    text: options.json === true ? JSON.stringify({ file, burdens, over }, null, 2) : text,
    exitCode: over.length === 0 ? 0 : 1,
  };
}

function findingLines(file: string, findings: PlacedFinding[]): string {
  const lines = findings.map(({ line, column, rule, sentence }) => `${file}:${line}:${column} ${sentence} [${rule}]`);
  return [...lines, `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}.`].join('\n');
}

function judged(file: string, { clinic }: Options): Validation {
  const instruments = shippedInstruments();
  const folder = dirname(file);
  const isAtHome = existsSync(join(folder, 'messages.en.yaml'));
  return validatePathway(textOf(file), {
    instruments,
    clinic: clinic === undefined ? null : loadClinic(clinic, instruments),
    // A file lying about by itself has neither mails nor releases.
    messages: isAtHome ? loadMessages(folder) : null,
    ...(isAtHome ? { prepare: loadPrepare(folder) } : {}),
    pages: Object.keys(loadPatientTexts(join(repositoryRoot(), 'texts'))),
    released: loadReleased(folder),
  });
}

/** A file that is not well shaped has no thresholds to list: its faults are told instead. */
function thresholds(file: string): Said {
  if (!judged(file, {}).pathway) return validate(file, {});
  return { text: thresholdTable(file, file, shippedInstruments()), exitCode: 0 };
}

const shippedInstruments = (): Record<string, Instrument> => loadInstruments(join(repositoryRoot(), 'instruments'));
