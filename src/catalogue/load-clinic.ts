import type { ClinicSettings } from '../domain/clinic';
import type { Instrument } from '../domain/instrument/types';
import { helpPages } from '../domain/safety';
import { ClinicFile } from './clinic-schema';
import type { Fault } from './fault';
import { readYaml } from './read-yaml';

/** Reads a clinic's settings and fills its own numbers into the help pages, so that those are complete, static texts. */
export function loadClinic(file: string, instruments: Record<string, Instrument>): ClinicSettings {
  const { value, refuse } = readYaml<ClinicSettings>(file, ClinicFile);
  refuse([...rotaFaults(value), ...holeFaults(value), ...helpFaults(value, instruments)]);
  return { ...value, help: filled(value) };
}

function rotaFaults(clinic: ClinicSettings): Fault[] {
  const rotas = new Set(clinic.rotas.map(({ id }) => id));
  const unknown = (rota: string, path: Fault['path']): Fault[] =>
    rotas.has(rota)
      ? []
      : [{ path, message: `"${rota}" is no rota of this clinic: add it to rotas or correct its spelling` }];
  return Object.entries(clinic.policies).flatMap(([name, policy]) => [
    ...policy.rungs.flatMap(({ rota }, index) => unknown(rota, ['policies', name, 'rungs', index, 'rota'])),
    ...unknown(policy.exhausted.rota, ['policies', name, 'exhausted', 'rota']),
  ]);
}

/** Every safety item must have its page: a patient who ticks it is never left with nothing. */
function helpFaults(clinic: ClinicSettings, instruments: Record<string, Instrument>): Fault[] {
  const pages = Object.values(instruments).flatMap(helpPages);
  return [...new Set(pages)]
    .filter((page) => !Object.hasOwn(clinic.help, page))
    .map((page) => ({ path: ['help'], message: `has no page "${page}", which a safety question shows: write it` }));
}

const hole = /\{(\w*)\}/g;

function fillings({ emergencyNumber, phone, publicName }: ClinicSettings): Map<string, string> {
  return new Map(Object.entries({ emergencyNumber, phone, publicName }));
}

function holeFaults(clinic: ClinicSettings): Fault[] {
  const known = fillings(clinic);
  return Object.entries(clinic.help).flatMap(([page, { lines }]) =>
    lines.flatMap((line, index) =>
      [...line.matchAll(hole)]
        .filter(([, name = '']) => !known.has(name))
        .map(([written]) => ({
          path: ['help', page, 'lines', index],
          message: `has ${written}, which nothing fills: use ${[...known.keys()].map((name) => `{${name}}`).join(', ')}`,
        })),
    ),
  );
}

function filled(clinic: ClinicSettings): ClinicSettings['help'] {
  const known = fillings(clinic);
  return Object.fromEntries(
    Object.entries(clinic.help).map(([page, text]) => [
      page,
      {
        ...text,
        lines: text.lines.map((line) => line.replace(hole, (written, name: string) => known.get(name) ?? written)),
      },
    ]),
  );
}
