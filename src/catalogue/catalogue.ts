import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../domain/words/error';
import type { ClinicSettings } from '../domain/words/clinic';
import type { Instrument } from '../domain/instrument/types';
import type { MessageTexts } from '../domain/pathway/languages';
import { type PatientTexts, textIn } from '../domain/patient-texts/texts';
import { tunedPathway } from '../domain/pathway/tuning';
import type { Pathway } from '../domain/pathway/types';
import type { RulesSource } from '../domain/step/rules';
import type { ProblemRules } from '../domain/words/choices';
import { loadInstruments } from './instrument/load-instruments';
import { loadMadeUp, type MadeUpPatients } from './clinic/load-made-up';
import { loadPatientTexts, loadProblems } from './clinic/patient-texts';
import { loadPathwayFolder, type PathwayFolder, releaseHash } from './pathway/load-pathway';
import { validatePathway, type Surroundings, type Validation } from './pathway/validate-pathway';

/** Everything that is data: read once at start, checked whole, never changed while the house runs. */
export type Catalogue = {
  instruments: Record<string, Instrument>;
  /** Every version of every pathway, by id, oldest first. */
  pathways: Pathway[];
  /** A version, or the newest one that is not recalled. Throws `not-found`. */
  pathway: (id: string, version?: number) => Pathway;
  /** The words of a pathway's messages; `en-GB` reads `en`. Throws `not-found`: no text is ever guessed. */
  messages: (pathwayId: string, language: string) => MessageTexts;
  /** What patients of a pathway make ready before an appointment, by name; in English where nothing else is written. */
  prepare: (pathwayId: string, language: string) => Record<string, string>;
  /** Our own words for patients, by language: pages and the frame of mails. English is always there. */
  patientTexts: Record<string, PatientTexts>;
  /** What patients can report by link, and what becomes of it. */
  problems: ProblemRules;
  /** The made-up patients of a demonstration; read when somebody asks, for a live store never does. */
  madeUp: () => MadeUpPatients;
  rules: RulesSource;
  /** SHA-256 of what a version says; comments, layout, its state and renewed signatures do not change it. */
  contentHash: (id: string, version: number) => string;
  /** What is wrong with the text of a pathway file, in this clinic. The mails and releases of its id are those read at start. */
  validate: (yaml: string, clinic: ClinicSettings | null) => Validation;
};

/** What the files of a catalogue say, checked whole. It is data alone, and the same after it was kept as JSON. */
export type CatalogueData = Pick<Catalogue, 'instruments' | 'patientTexts' | 'problems'> & { folders: PathwayFolder[] };

/** Reads `instruments/`, `texts/`, `pathways/` and what patients can report below a root folder, or throws one sentence per fault. */
export const loadCatalogue = (rootFolder: string): Catalogue => catalogueOf(readCatalogue(rootFolder), rootFolder);

/** The files of a catalogue without what is asked of them; throws as `loadCatalogue`. */
export function readCatalogue(rootFolder: string): CatalogueData {
  const instruments = loadInstruments(join(rootFolder, 'instruments'));
  const patientTexts = loadPatientTexts(join(rootFolder, 'texts'));
  const pages = Object.keys(patientTexts);
  return {
    instruments,
    patientTexts,
    problems: loadProblems(join(rootFolder, 'clinic', 'problems.yaml'), instruments, patientTexts),
    folders: pathwayFolders(join(rootFolder, 'pathways')).map((folder) =>
      loadPathwayFolder(folder, instruments, pages),
    ),
  };
}

/** The catalogue that stands below a root folder, from what was read there. */
export function catalogueOf(data: CatalogueData, rootFolder: string): Catalogue {
  const { instruments, patientTexts, problems, folders } = data;
  const pages = Object.keys(patientTexts);
  const pathways = folders.flatMap(({ versions }) => versions);
  const versionsOf = new Map(folders.map(({ id, versions }) => [id, versions]));
  const pathway = (id: string, version?: number): Pathway => findPathway(pathways, id, version);
  let madeUp: MadeUpPatients | undefined;
  return {
    instruments,
    patientTexts,
    problems,
    pathways,
    pathway,
    madeUp: () => (madeUp ??= loadMadeUp(join(rootFolder, 'clinic', 'demo-patients.yaml'), instruments)),
    messages: (id, language) => findMessages(folders, id, language),
    prepare: (id, language) => findPrepare(folders, id, language),
    rules: ({ id, version }, clinic) => ({
      pathway: tunedPathway(pathway(id, version), clinic),
      clinic,
      instruments,
      versions: versionsOf.get(id) ?? [],
    }),
    contentHash: (id, version) => releaseHash(pathway(id, version)),
    validate: (yaml, clinic) => validatePathway(yaml, { instruments, clinic, pages, ...surroundingsIn(folders, yaml) }),
  };
}

function pathwayFolders(parent: string): string[] {
  if (!existsSync(parent))
    throw new DomainError('configuration', 'pathways/ is missing: it holds one folder for each pathway.');
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
    .sort();
}

function findPathway(pathways: Pathway[], id: string, version?: number): Pathway {
  const found = pathways.findLast(
    (pathway) =>
      pathway.id === id &&
      (version === undefined ? pathway.state !== 'recalled' && pathway.offered !== false : pathway.version === version),
  );
  if (found) return found;
  const wanted = version === undefined ? `pathway "${id}"` : `version ${version} of the pathway "${id}"`;
  const ids = [...new Set(pathways.map((pathway) => pathway.id))].join(', ');
  throw new DomainError('not-found', `There is no ${wanted}: the catalogue holds ${ids}.`, { pathway: id, version });
}

function findMessages(folders: PathwayFolder[], id: string, language: string): MessageTexts {
  const messages = folders.find((folder) => folder.id === id)?.messages ?? {};
  const spoken = language.split('-')[0] ?? language;
  if (Object.hasOwn(messages, spoken)) return messages[spoken] as MessageTexts;
  const hint = `add pathways/${id}/messages.${language}.yaml or choose another language`;
  throw new DomainError('not-found', `The pathway "${id}" has no messages in "${language}": ${hint}.`, {
    pathway: id,
    language,
  });
}

function findPrepare(folders: PathwayFolder[], id: string, language: string): Record<string, string> {
  const { prepare = {} } = folders.find((folder) => folder.id === id) ?? {};
  return textIn({ en: {}, ...prepare }, language).text;
}

/** A file that is not in the catalogue yet is judged without mails and releases. */
function surroundingsIn(
  folders: PathwayFolder[],
  yaml: string,
): Pick<Surroundings, 'messages' | 'prepare' | 'released'> {
  const id = /^id:\s*([a-z0-9-]+)/m.exec(yaml)?.[1];
  const folder = folders.find((each) => each.id === id);
  return folder
    ? { messages: folder.messages, prepare: folder.prepare, released: folder.released }
    : { messages: null, released: null };
}
