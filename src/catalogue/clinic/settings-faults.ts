import type { ClinicSettings } from '../../domain/words/clinic';
import { check } from '../../domain/pathway/checks/check';
import { tunedPathway } from '../../domain/pathway/tuning';
import type { Catalogue } from '../catalogue';
import { pathInWords } from '../../domain/shapes/fault';

/** What is wrong with a clinic's settings beside its pathways: limits they break, and pathways that would no longer be sound. */
export function settingsFaults({ pathways, instruments }: Catalogue, clinic: ClinicSettings): string[] {
  const inUse = pathways.filter(({ state }) => state !== 'recalled');
  const unsound = inUse.flatMap((pathway) =>
    check(tunedPathway(pathway, clinic), { instruments, clinic, messages: null, pages: null, hashes: null }).map(
      ({ path, reason, fix }) =>
        `With these settings ${pathway.id} v${String(pathway.version)} is not sound: ${pathInWords(path)} ${reason}: ${fix}.`,
    ),
  );
  return [...tuningFaults(pathways, clinic), ...unsound];
}

function tuningFaults(pathways: Catalogue['pathways'], { tuned = {} }: ClinicSettings): string[] {
  return Object.entries(tuned).flatMap(([id, values]) => {
    const versions = pathways.filter((pathway) => pathway.id === id);
    if (versions.length === 0) return [`tuned names "${id}", which is no pathway: correct its spelling.`];
    const places = [...new Set(versions.flatMap(({ tunable = [] }) => tunable.map((each) => each.id)))].sort();
    return Object.entries(values).flatMap(([place, value]) => {
      const allowed = versions.flatMap(({ version, state, tunable = [] }) =>
        tunable.filter((each) => each.id === place && state !== 'recalled').map((each) => ({ version, ...each })),
      );
      if (allowed.length === 0) {
        const list = places.length === 0 ? 'it lets no number be set' : `it lets be set: ${places.join(', ')}`;
        return [`tuned.${id} names "${place}", which the pathway does not let a clinic set: ${list}.`];
      }
      return allowed
        .filter(({ min, max }) => value < min || value > max || !Number.isInteger(value))
        .map(
          ({ version, min, max }) =>
            `tuned.${id} sets ${place} to ${String(value)}: version ${String(version)} allows a whole number from ${String(min)} to ${String(max)}.`,
        );
    });
  });
}
