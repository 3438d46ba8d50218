import type { ClinicSettings } from '../../domain/words/clinic';
import type { Instrument } from '../../domain/instrument/types';
import { minutesOf } from '../../domain/words/time';
import { policiesNamed } from '../../domain/escalation/safety';
import { type Fault, pathInWords } from '../../domain/shapes/fault';
import { check } from '../../domain/pathway/checks/check';
import { tunedPathway } from '../../domain/pathway/tuning';
import type { Catalogue } from '../catalogue';

type Settings = Pick<ClinicSettings, 'item9Window' | 'staffedHours' | 'namedPolicies'>;

/** What the instruments' safety rules need of a clinic: hours in which somebody reads the answers, and the ladders they name. */
export function clinicSafetyFaults(clinic: Settings, instruments: Record<string, Instrument>): Fault[] {
  return [...windowFaults(clinic), ...policyFaults(clinic, instruments)];
}

/** Whoever reads the last answer of a day must still have the time to ring before the clinic closes [D]. */
const MINUTES_TO_RING = 60;

/** A question is only put while somebody is there to read the answer, and to ring on the same day. */
function windowFaults({ item9Window = [], staffedHours }: Settings): Fault[] {
  return item9Window.flatMap(({ weekday, from, to }, index) => {
    const staffed = staffedHours.find((hours) => hours.weekday === weekday && hours.from <= from && from < hours.to);
    const path = ['item9Window', index];
    if (!staffed)
      return [{ path, message: `begins when nobody is in: move it into the staffedHours of weekday ${weekday}` }];
    if (minutesOf(to) + MINUTES_TO_RING <= minutesOf(staffed.to)) return [];
    const message = `must end ${MINUTES_TO_RING} minutes before the clinic closes at ${staffed.to}: otherwise nobody can ring on the same day`;
    return [{ path: [...path, 'to'], message }];
  });
}

/** A rule that names a ladder must find it: otherwise it would climb another one than was signed. */
function policyFaults({ namedPolicies = {} }: Settings, instruments: Record<string, Instrument>): Fault[] {
  const named = Object.values(instruments).flatMap(policiesNamed);
  return [...new Set(named)]
    .filter((policy) => !Object.hasOwn(namedPolicies, policy))
    .map((policy) => ({
      path: ['namedPolicies'],
      message: `has no ladder "${policy}", which a safety question names: write it`,
    }));
}

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
