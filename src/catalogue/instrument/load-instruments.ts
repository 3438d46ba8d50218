import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DomainError } from '../../domain/words/error';
import type { Instrument } from '../../domain/instrument/types';
import { familyFaults, instrumentFaults } from './check';
import { InstrumentFile } from './schema';
import { withWordings } from './load-wordings';
import { readYaml, shortName, type YamlFile } from '../read-yaml';

/** All instruments of a folder by id, each checked by itself and then against the others. */
export function loadInstruments(folder: string): Record<string, Instrument> {
  const files = yamlFiles(folder).map((file) => readInstrument(folder, file));
  const instruments = Object.fromEntries(files.map(({ value }) => [value.id, value]));
  for (const { value, refuse } of files) refuse(familyFaults(value, instruments));
  return withWordings(folder, instruments);
}

function readInstrument(folder: string, name: string): YamlFile<Instrument> {
  const file = readYaml<Instrument>(join(folder, name), InstrumentFile);
  const { value, refuse } = file;
  const id = basename(name, '.yaml');
  if (value.id !== id) refuse([{ path: ['id'], message: `must be "${id}", like the file's name` }]);
  refuse(instrumentFaults(value));
  return file;
}

function yamlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort();
  } catch (cause) {
    throw new DomainError(
      'configuration',
      `${shortName(folder)} is missing: it holds the instruments, one file each.`,
      {},
      { cause },
    );
  }
}
