import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DomainError } from '../domain/error';
import type { Instrument } from '../domain/instrument/types';
import { instrumentFaults } from './instrument-check';
import { InstrumentFile } from './instrument-schema';
import { readYaml, shortName } from './read-yaml';

/** All instruments of a folder by id. One score name belongs to one instrument: rules name scores, not forms. */
export function loadInstruments(folder: string): Record<string, Instrument> {
  const instruments: Record<string, Instrument> = {};
  const owners = new Map<string, string>();
  for (const file of yamlFiles(folder)) {
    const { value, refuse } = readYaml<Instrument>(join(folder, file), InstrumentFile);
    const id = basename(file, '.yaml');
    if (value.id !== id) refuse([{ path: ['id'], message: `must be "${id}", like the file's name` }]);
    refuse(instrumentFaults(value));
    value.scores.forEach(({ score }, index) => {
      const owner = owners.get(score);
      if (owner)
        refuse([
          { path: ['scores', index, 'score'], message: `"${score}" is a score of ${owner}: choose another name` },
        ]);
      owners.set(score, id);
    });
    instruments[id] = value;
  }
  return instruments;
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
