import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Instrument,
  InstrumentFile,
  type Item,
  type ItemWording,
  type Wording,
  WordingFile,
} from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';
import { readYaml, shortName, type YamlFile } from '../read-yaml';
import { DomainError } from '../../domain/words/error';
import { familyFaults, instrumentFaults } from './check';

/** Gives each form its validated wordings in other languages, from the folders named after them. */
export function withWordings(folder: string, instruments: Record<string, Instrument>): Record<string, Instrument> {
  const found = readdirSync(folder)
    .filter((name) => /^[a-z]{2,3}$/.test(name) && existsSync(join(folder, name)))
    .flatMap((language) => wordingsIn(join(folder, language), instruments).map((wording) => ({ language, wording })));
  return Object.fromEntries(
    Object.entries(instruments).map(([id, form]) => {
      const own = found.filter(({ wording }) => wording.id === id);
      if (own.length === 0) return [id, form];
      return [id, { ...form, wordings: Object.fromEntries(own.map(({ language, wording }) => [language, wording])) }];
    }),
  );
}

function wordingsIn(folder: string, instruments: Record<string, Instrument>): Wording[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const { value, refuse } = readYaml(join(folder, name), WordingFile);
      const form = instruments[value.id];
      if (form === undefined || `${value.id}.yaml` !== basename(name)) {
        refuse([{ path: ['id'], message: 'must be the id of an instrument, like the file’s name' }]);
        return value;
      }
      refuse(wordingFaults(value, form));
      return value;
    });
}

/** A wording says everything the form says, and nothing it does not. */
function wordingFaults(wording: Wording, form: Instrument): Fault[] {
  const parts = (['stem', 'noneOfThese', 'known'] as const).filter(
    (part) => (wording[part] === undefined) !== (form[part] === undefined),
  );
  const ids = new Set(form.items.map(({ id }) => id));
  return [
    ...parts.map((part) => ({ path: [part], message: `must be there exactly if ${form.id} has it` })),
    ...Object.keys(wording.items)
      .filter((id) => !ids.has(id))
      .map((id) => ({ path: ['items', id], message: `is no item of ${form.id}: remove it` })),
    ...form.items.flatMap((item) => itemFaults(item, wording.items[item.id])),
  ];
}

function itemFaults({ id, answering }: Item, wording: ItemWording | undefined): Fault[] {
  const path = ['items', id];
  if (wording === undefined) return [{ path: ['items'], message: `has no item "${id}": write its text` }];
  const { minLabel, maxLabel, labels } = wording;
  const isScale = answering.type === 'scale';
  const wanted = answering.type === 'choice' ? answering.options.map(({ value }) => String(value)).sort() : [];
  return [
    ...((minLabel !== undefined) !== isScale || (maxLabel !== undefined) !== isScale
      ? [{ path, message: isScale ? 'needs minLabel and maxLabel' : 'is no scale: remove minLabel and maxLabel' }]
      : []),
    ...(Object.keys(labels ?? {})
      .sort()
      .join() === wanted.join()
      ? []
      : [{ path, message: `needs a label for each of its values: ${wanted.join(', ') || 'none'}` }]),
  ];
}

/** All instruments of a folder by id, each checked by itself and then against the others. */
export function loadInstruments(folder: string): Record<string, Instrument> {
  const files = yamlFiles(folder).map((file) => readInstrument(folder, file));
  const instruments = Object.fromEntries(files.map(({ value }) => [value.id, value]));
  for (const { value, refuse } of files) refuse(familyFaults(value, instruments));
  return withWordings(folder, instruments);
}

function readInstrument(folder: string, name: string): YamlFile<Instrument> {
  const file = readYaml(join(folder, name), InstrumentFile);
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
