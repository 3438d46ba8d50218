import { localDateAt } from '../src/domain/calendar';
import type { Pathway } from '../src/domain/pathway/types';
import type { Facts } from './contracts/enrolment';
import type { Moment } from './contracts/event';
import type { ApiDeps } from './deps';
import type { Principal } from './principal';

/** Drafts are for demonstrations, and nobody begins on what was recalled or is not offered yet. Oldest version first. */
export const pathwaysToEnrolOn = ({ catalogue, config }: ApiDeps): Pathway[] =>
  catalogue.pathways
    .filter(({ offered }) => offered !== false)
    .filter(({ state }) => state === 'released' || (state === 'draft' && config.mode === 'demo'));

/** What a contract needs to know of the clinic to judge a day, an hour, a pathway or a member of staff. */
export async function clinicFacts(deps: ApiDeps, { clinicId }: Principal): Promise<Facts & Moment> {
  const { store } = deps;
  const [{ settings, now }, staff] = await Promise.all([
    store.clinics.readClinic(store.db, clinicId),
    store.staff.listStaff(store.db, clinicId),
  ]);
  return {
    now,
    today: localDateAt(settings.timeZone, now),
    pathways: [...new Set(pathwaysToEnrolOn(deps).map((pathway) => pathway.id))],
    promptHours: settings.promptHours,
    staffIds: new Set(staff.filter((member) => member.active).map((member) => member.id)),
    isMailbox: (text) => deps.parseMailbox(text).mailbox !== null,
  };
}

/** Now and today on the clinic's calendar. */
export async function momentOf({ store }: ApiDeps, { clinicId }: Principal): Promise<Moment> {
  const { settings, now } = await store.clinics.readClinic(store.db, clinicId);
  return { now, today: localDateAt(settings.timeZone, now) };
}
