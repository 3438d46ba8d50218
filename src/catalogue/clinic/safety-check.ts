import type { ClinicSettings } from '../../domain/words/clinic';
import type { Instrument } from '../../domain/instrument/types';
import { minutesOf } from '../../domain/words/time';
import { policiesNamed } from '../../domain/escalation/safety';
import type { Fault } from '../../domain/shapes/fault';

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
