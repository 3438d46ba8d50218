import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Instrument } from '../domain/instrument/types';
import type { MessageTexts } from '../domain/pathway/message-texts';
import type { Pathway } from '../domain/pathway/types';
import { pathwayFaults } from './check';
import { MessagesFile, PathwayFile } from './pathway-schema';
import { readYaml } from './read-yaml';

/** One pathway folder: its versions, oldest first, and the words of its messages by language. */
export type PathwayFolder = { id: string; versions: Pathway[]; messages: Map<string, MessageTexts> };

export function loadPathwayFolder(folder: string, instruments: Record<string, Instrument>): PathwayFolder {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const versions = files
    .flatMap((file) => /^v([1-9]\d*)\.yaml$/.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other)
    .map((version) => loadPathway(join(folder, `v${version}.yaml`), instruments));
  const languages = files.flatMap((file) => /^messages\.([a-z]{2,3})\.yaml$/.exec(file)?.[1] ?? []);
  const messages = new Map(
    languages.map((language) => [
      language,
      readYaml<MessageTexts>(join(folder, `messages.${language}.yaml`), MessagesFile).value,
    ]),
  );
  return { id: basename(folder), versions, messages };
}

/** Reads `pathways/<id>/v<version>.yaml`; what it says must agree with where it lies, and every name in it must lead somewhere. */
export function loadPathway(file: string, instruments: Record<string, Instrument>): Pathway {
  const { value, refuse } = readYaml<Pathway>(file, PathwayFile);
  const id = basename(join(file, '..'));
  if (value.id !== id) refuse([{ path: ['id'], message: `must be "${id}", like the folder's name` }]);
  if (`v${value.version}.yaml` !== basename(file)) {
    refuse([{ path: ['version'], message: `is ${value.version}, but the file is called ${basename(file)}` }]);
  }
  refuse(pathwayFaults(value, instruments));
  return value;
}
