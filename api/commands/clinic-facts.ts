import { localDateAt } from '../../src/domain/calendar/calendar';
import { DomainError } from '../../src/domain/words/error';
import type { Pathway } from '../../src/domain/pathway/types';
import type { Facts } from '../contracts/enrolment';
import type { Moment } from '../../src/domain/facts/fact';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';

/** Drafts are for demonstrations, and nobody begins on what was recalled. Oldest version first. */
const mayTreat = ({ config }: ApiDeps, { state }: Pathway): boolean =>
  state === 'released' || (state === 'draft' && config.mode === 'demo');

/**
 * What somebody is enrolled on: the version that is named, or the newest that is offered. A recalled one is refused with
 * its reason, as is a draft in a live store.
 */
export function pathwayToEnrolOn(
  deps: ApiDeps,
  { pathway: id, version }: { pathway: string; version?: number | undefined },
): Pathway {
  const versions = deps.catalogue.pathways.filter((each) => each.id === id);
  const wanted =
    version === undefined
      ? versions.findLast((each) => each.offered !== false && mayTreat(deps, each))
      : versions.find((each) => each.version === version);
  const found = wanted ?? versions.findLast(({ state }) => state === 'recalled');
  if (!found) throw new DomainError('not-found', 'There is no such pathway to enrol on.');
  if (mayTreat(deps, found)) return found;
  const name = `Version ${String(found.version)} of the pathway "${id}"`;
  if (!found.recalled) {
    throw new DomainError('not-possible-now', `${name} is a draft: only a released version treats patients.`);
  }
  const { on, reason } = found.recalled;
  throw new DomainError('not-possible-now', `${name} was recalled on ${on}: nobody can be enrolled on it. ${reason}`);
}

/** What a contract needs to know of the clinic to judge a day, an hour, a pathway or a member of staff. */
export async function clinicFacts(deps: ApiDeps, { clinicId }: Principal): Promise<Facts & Moment> {
  const { store } = deps;
  const [{ settings, now }, staff, zones] = await Promise.all([
    store.clinics.readClinic(store.db, clinicId),
    store.staff.listStaff(store.db, clinicId),
    store.timeZones.zonesKnown(store.db),
  ]);
  return {
    now,
    today: localDateAt(settings.timeZone, now),
    pathways: pathwaysKnown(deps),
    promptHours: settings.promptHours,
    staff: new Map(staff.map((member) => [member.id, member])),
    zones,
    isMailbox: (text) => deps.parseMailbox(text).mailbox !== null,
  };
}

/** Recalled ones among them, so that whoever asks for one is told why it cannot be had. */
function pathwaysKnown(deps: ApiDeps): string[] {
  const known = deps.catalogue.pathways.filter((each) => mayTreat(deps, each) || each.state === 'recalled');
  return [...new Set(known.map(({ id }) => id))];
}

/** Now and today on the clinic's calendar. */
export async function momentOf({ store }: ApiDeps, { clinicId }: Principal): Promise<Moment> {
  const { settings, now } = await store.clinics.readClinic(store.db, clinicId);
  return { now, today: localDateAt(settings.timeZone, now) };
}
