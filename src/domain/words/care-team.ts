import { careTeamRoles } from './authority';
import type { Instant } from './time';

// Who looks after a patient. Decisions do not know them: the facts alone say who it was, and since when.

export const careTeamPlaces = ['coordinator', 'clinician'] as const;
export type CareTeamPlace = (typeof careTeamPlaces)[number];

/** Who looks after a patient, by ids of staff. */
export type CareTeam = { [P in CareTeamPlace]?: string };
/** Who it is from now on; null: nobody; left out: as before. */
export type CareTeamChange = { [P in CareTeamPlace]?: string | null };

/** Who works or worked here, by id; null: for a description, which knows no clinic. */
export type KnownStaff = ReadonlyMap<string, { role: string; active: boolean }> | null;

/** The places somebody can be chosen for; none for who has left. */
export const placesOf = ({ role, active }: { role: string; active: boolean }): CareTeamPlace[] =>
  careTeamPlaces.filter((place) => active && (careTeamRoles[place] as readonly string[]).includes(role));

/** What a fact says of the care team: the first of an enrolment, or a change. */
export type CareTeamFact = { at: Instant; change: CareTeamChange };

type Holder = { staffId: string; since: Instant };
/** Who has each place, and since when. */
export type CareTeamSince = { [P in CareTeamPlace]?: Holder };

/** The care team as the facts recorded up to an instant say it. `facts`: those that count, oldest first. */
export function careTeamAt(facts: readonly CareTeamFact[], until: Instant): CareTeamSince {
  const known = facts.filter(({ at }) => at <= until);
  const [coordinator, clinician] = [lastIn('coordinator', known), lastIn('clinician', known)];
  return { ...(coordinator && { coordinator }), ...(clinician && { clinician }) };
}

const lastIn = (place: CareTeamPlace, facts: readonly CareTeamFact[]) =>
  facts.reduce<Holder | null>((one, { at, change }) => {
    const staffId = change[place];
    if (staffId === undefined || staffId === one?.staffId) return one;
    return staffId === null ? null : { staffId, since: at };
  }, null);

/** The same by ids alone, as a row holds it. */
export const idsOf = ({ coordinator, clinician }: CareTeamSince): CareTeam => ({
  ...(coordinator && { coordinator: coordinator.staffId }),
  ...(clinician && { clinician: clinician.staffId }),
});
