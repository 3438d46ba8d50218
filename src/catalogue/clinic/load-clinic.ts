import { basename, dirname } from 'node:path';
import {
  ClinicFile,
  type ClinicSettings,
  type ClinicTexts,
  ClinicTextsFile,
  IF_WORSE,
} from '../../domain/words/clinic';
import { DomainError } from '../../domain/words/error';
import type { Instrument } from '../../domain/instrument/types';
import { fill, holesIn } from '../../domain/patient-texts/texts';
import { rulesWithoutText } from '../../domain/escalation/safety';
import { clinicSafetyFaults } from './safety-check';
import type { Fault } from '../../domain/shapes/fault';
import { languageFiles } from './patient-texts';
import { readYaml } from '../read-yaml';
import { defined } from '../../domain/words/defined';

type WithoutTexts = Omit<ClinicSettings, 'texts'>;

/** Reads a clinic's settings and the texts beside them, and fills its own numbers in, so that those are complete, static texts. */
export function loadClinic(file: string, instruments: Record<string, Instrument>): ClinicSettings {
  const { value, refuse } = readYaml(file, ClinicFile);
  refuse([...rotaFaults(value), ...noContactFaults(value), ...clinicSafetyFaults(value, instruments)]);
  const own = fillings(value);
  const texts = languageFiles(dirname(file), 'texts').map(({ language, file: name }) => {
    const read = readYaml(name, ClinicTextsFile);
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

/** What the steps of the no-contact procedure may name. */
const namedInSteps = ['publicName', 'phone', 'emergencyNumber'];

function noContactFaults({ noContact = [] }: WithoutTexts): Fault[] {
  return noContact.flatMap(({ says }, index) =>
    holesIn(says)
      .filter((name) => !namedInSteps.includes(name))
      .map((name) => ({
        path: ['noContact', index, 'says'],
        message: `has {${name}}, which nothing fills: use ${namedInSteps.map((each) => `{${each}}`).join(', ')}`,
      })),
  );
}

/** Every safety rule must have a page that was written for it: a patient who ticks it is never left with nothing, or with something else. */
function helpFaults({ help }: ClinicTexts, instruments: Record<string, Instrument>): Fault[] {
  const missing = rulesWithoutText({ help }, Object.values(instruments));
  const gone = missing.filter(({ page }) => !Object.hasOwn(help, page)).map(({ page }) => page);
  const notItsOwn = missing.filter(({ page }) => Object.hasOwn(help, page));
  const fault = (page: string, when: string): Fault => ({
    path: ['help'],
    message: `has no page "${page}", which ${when}: write it`,
  });
  return [
    ...[...new Set(gone)].map((page) => fault(page, 'a safety question shows')),
    ...(Object.hasOwn(help, IF_WORSE) ? [] : [fault(IF_WORSE, 'is shown when a form was sent')]),
    ...notItsOwn.map(({ rule, page }) => ({
      path: ['help', page, 'for'],
      message: `does not name "${rule}", which shows this page: write its text, and name the rule here once it fits`,
    })),
  ];
}

type Fillings = Record<string, string>;

/** What is the same wherever the patient is; the rest is filled when it is shown (domain/emergency-texts.ts). */
const fillings = ({ phone, publicName }: WithoutTexts): Fillings => ({ phone, publicName });
const filledWhenShown = ['emergencyNumber', 'crisisLine', 'outOfHours'];

function gapFaults({ safetyNet, help }: ClinicTexts, own: Fillings): Fault[] {
  const faultsOf = (path: Fault['path'], lines: string[]): Fault[] =>
    lines.flatMap((line, index) =>
      holesIn(line)
        .filter((name) => !Object.hasOwn(own, name) && !filledWhenShown.includes(name))
        .map((name) => {
          const known = [...Object.keys(own), ...filledWhenShown].map((each) => `{${each}}`);
          return {
            path: [...path, 'lines', index],
            message: `has {${name}}, which nothing fills: use ${known.join(', ')}`,
          };
        }),
    );
  return [
    ...faultsOf(['safetyNet'], safetyNet.lines),
    ...Object.entries(help).flatMap(([page, { lines, also }]) =>
      faultsOf(['help', page], [...lines, ...(also === undefined ? [] : [also])]),
    ),
  ];
}

function filled({ safetyNet, help, visiting, ...phrases }: ClinicTexts, own: Fillings): ClinicTexts {
  const all = (written: string[]): string[] => written.map((line) => fill(line, own));
  const lines = <T extends { lines: string[]; also?: string }>(text: T): T => {
    const also = defined({ also: text.also && fill(text.also, own) });
    return { ...text, ...also, lines: text.lines.map((line) => fill(line, own)) };
  };
  return {
    ...phrases,
    ...(visiting ? { visiting: { where: all(visiting.where), gettingIn: all(visiting.gettingIn) } } : {}),
    safetyNet: lines(safetyNet),
    help: Object.fromEntries(Object.entries(help).map(([page, text]) => [page, lines(text)])),
  };
}
