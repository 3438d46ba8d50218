import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Instrument } from '../../domain/instrument/types';
import { check } from '../../domain/pathway/checks/check';
import type { MessageTexts } from '../../domain/pathway/languages';
import type { Pathway } from '../../domain/pathway/types';
import { languageFiles } from '../clinic/patient-texts';
import { MessagesFile, PathwayFile, PrepareFile } from './pathway-schema';
import { parsePathway } from './said-once';
import { readYaml } from '../read-yaml';

/** One pathway folder: its versions, oldest first, the words of its mails by language, and what was released. */
export type PathwayFolder = {
  id: string;
  versions: Pathway[];
  messages: Record<string, MessageTexts>;
  /** What patients make ready before an appointment, by language and name. */
  prepare: Record<string, Record<string, string>>;
  /** The hash of each released version, by number. */
  released: Record<string, string>;
};

const ReleasedFile = z.record(z.string().regex(/^[1-9]\d*$/), z.string().regex(/^[0-9a-f]{64}$/));

export function loadPathwayFolder(
  folder: string,
  instruments: Record<string, Instrument>,
  pages: readonly string[] | null = null,
): PathwayFolder {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const messages = loadMessages(folder);
  const prepare = loadPrepare(folder);
  const released = loadReleased(folder);
  const versions = files
    .flatMap((file) => /^v([1-9]\d*)\.yaml$/.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other)
    .map((version) =>
      loadPathway(join(folder, `v${version}.yaml`), instruments, { messages, prepare, released, pages }),
    );
  return { id: basename(folder), versions, messages, prepare, released };
}

/** The words of the mails beside a pathway, by language. */
export function loadMessages(folder: string): Record<string, MessageTexts> {
  return Object.fromEntries(
    languageFiles(folder, 'messages').map(({ language, file }) => [
      language,
      readYaml<MessageTexts>(file, MessagesFile).value,
    ]),
  );
}

/** What patients make ready before an appointment, in the words of each language. */
export function loadPrepare(folder: string): Record<string, Record<string, string>> {
  return Object.fromEntries(
    languageFiles(folder, 'prepare').map(({ language, file }) => [
      language,
      readYaml<Record<string, string>>(file, PrepareFile).value,
    ]),
  );
}

/** `released.json`: under which hash each version was released. JSON is YAML, so its faults are shown alike. */
export function loadReleased(folder: string): Record<string, string> {
  const file = join(folder, 'released.json');
  return existsSync(file) ? readYaml<Record<string, string>>(file, ReleasedFile).value : {};
}

/**
 * Reads `pathways/<id>/v<version>.yaml`; what it says must agree with where it lies, and every check must pass. What needs
 * the settings of a clinic is judged by `throughline pathway validate`.
 */
export function loadPathway(
  file: string,
  instruments: Record<string, Instrument>,
  folder?: Pick<PathwayFolder, 'messages' | 'prepare' | 'released'> & { pages: readonly string[] | null },
): Pathway {
  const { value, refuse } = readYaml<Pathway>(file, PathwayFile, parsePathway);
  const id = basename(join(file, '..'));
  if (value.id !== id) refuse([{ path: ['id'], message: `must be "${id}", like the folder's name` }]);
  if (`v${value.version}.yaml` !== basename(file)) {
    refuse([{ path: ['version'], message: `is ${value.version}, but the file is called ${basename(file)}` }]);
  }
  const findings = check(value, {
    instruments,
    clinic: null,
    messages: folder?.messages ?? null,
    ...(folder ? { prepare: folder.prepare } : {}),
    pages: folder?.pages ?? null,
    hashes: folder ? { now: releaseHash(value), released: folder.released[String(value.version)] ?? null } : null,
  });
  refuse(findings.map(({ path, reason, fix }) => ({ path, message: `${reason}: ${fix}` })));
  return value;
}

/** SHA-256 of what a definition says. Keys in order, so that the hash depends on content alone. */
function contentHash(value: unknown): string {
  const canonical = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(canonical).digest('hex');
}

/** What a released version is held to. A recall and a signature renewed after its review change nothing of what it says. */
export function releaseHash(pathway: Pathway): string {
  return contentHash({ ...pathway, state: undefined, recalled: undefined, signatures: undefined });
}
