import { basename, dirname } from 'node:path';
import { IF_WORSE, type ClinicSettings, type ClinicTexts } from '../domain/clinic';
import { DomainError } from '../domain/error';
import type { Instrument } from '../domain/instrument/types';
import { fill, holesIn } from '../domain/patient-texts';
import { helpPages } from '../domain/safety';
import { clinicSafetyFaults } from './clinic-safety-check';
import { ClinicFile, ClinicTextsFile } from './clinic-schema';
import type { Fault } from './fault';
import { languageFiles } from './load-patient-texts';
import { readYaml } from './read-yaml';

type WithoutTexts = Omit<ClinicSettings, 'texts'>;

/** Reads a clinic's settings and the texts beside them, and fills its own numbers in, so that those are complete, static texts. */
export function loadClinic(file: string, instruments: Record<string, Instrument>): ClinicSettings {
  const { value, refuse } = readYaml<WithoutTexts>(file, ClinicFile);
  refuse([...rotaFaults(value), ...clinicSafetyFaults(value, instruments)]);
  const own = fillings(value);
  const texts = languageFiles(dirname(file), 'texts').map(({ language, file: name }) => {
    const read = readYaml<ClinicTexts>(name, ClinicTextsFile);
    read.refuse([...gapFaults(read.value, own), ...helpFaults(read.value, instruments)]);
    return [language, filled(read.value, own)] as const;
  });
  if (!texts.some(([language]) => language === 'en'))
    throw new DomainError(
      'configuration',
      `texts.en.yaml is missing beside ${basename(file)}: it holds what patients are told about emergencies.`,
    );
  return { ...value, texts: Object.fromEntries(texts) };
}

function rotaFaults(clinic: WithoutTexts): Fault[] {
  const rotas = new Set(clinic.rotas.map(({ id }) => id));
  const unknown = (rota: string, path: Fault['path']): Fault[] =>
    rotas.has(rota)
      ? []
      : [{ path, message: `"${rota}" is no rota of this clinic: add it to rotas or correct its spelling` }];
  return (['policies', 'namedPolicies'] as const).flatMap((group) =>
    Object.entries(clinic[group] ?? {}).flatMap(([name, policy]) => [
      ...policy.rungs.flatMap(({ rota }, index) => unknown(rota, [group, name, 'rungs', index, 'rota'])),
      ...unknown(policy.exhausted.rota, [group, name, 'exhausted', 'rota']),
    ]),
  );
}

/** Every safety item must have its page: a patient who ticks it is never left with nothing. */
function helpFaults({ help }: ClinicTexts, instruments: Record<string, Instrument>): Fault[] {
  const shown = Object.values(instruments).flatMap(helpPages);
  const fault = (page: string, when: string): Fault[] =>
    Object.hasOwn(help, page) ? [] : [{ path: ['help'], message: `has no page "${page}", which ${when}: write it` }];
  return [
    ...[...new Set(shown)].flatMap((page) => fault(page, 'a safety question shows')),
    ...fault(IF_WORSE, 'is shown when a form was sent'),
  ];
}

type Fillings = Record<string, string>;

const fillings = ({ emergencyNumber, phone, publicName }: WithoutTexts): Fillings => {
  return { emergencyNumber, phone, publicName };
};

function gapFaults({ safetyNet, help }: ClinicTexts, own: Fillings): Fault[] {
  const faultsOf = (path: Fault['path'], lines: string[]): Fault[] =>
    lines.flatMap((line, index) =>
      holesIn(line)
        .filter((name) => !Object.hasOwn(own, name))
        .map((name) => {
          const known = Object.keys(own).map((each) => `{${each}}`);
          return {
            path: [...path, 'lines', index],
            message: `has {${name}}, which nothing fills: use ${known.join(', ')}`,
          };
        }),
    );
  return [
    ...faultsOf(['safetyNet'], safetyNet.lines),
    ...Object.entries(help).flatMap(([page, { lines }]) => faultsOf(['help', page], lines)),
  ];
}

function filled({ safetyNet, help }: ClinicTexts, own: Fillings): ClinicTexts {
  const lines = <T extends { lines: string[] }>(text: T): T => {
    return { ...text, lines: text.lines.map((line) => fill(line, own)) };
  };
  return {
    safetyNet: lines(safetyNet),
    help: Object.fromEntries(Object.entries(help).map(([page, text]) => [page, lines(text)])),
  };
}
