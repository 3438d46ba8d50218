import type { People } from '../../domain/escalation/ladder';
import type { MessageChannel } from '../../domain/words/message';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { nextDuty, onDuty } from '../rota/rotas';
import { planStaffAlert } from '../message/staff-alerts';
import type { LockedEscalation } from './lock';

export type Reachable = { staffId: string; channels: MessageChannel[] };

/** Everybody a ladder may tell now, with the channels they have; who has none cannot be told and does not count. */
export type Reach = People & { channelsOf: (staffId: string) => MessageChannel[] };

export async function reachOf(tx: Tx, escalation: LockedEscalation, now: Instant): Promise<Reach> {
  const { clinicId, policy } = escalation;
  const byRota = new Map<string, Reachable[]>();
  for (const rota of new Set([...policy.rungs.map((rung) => rung.rota), policy.exhausted.rota])) {
    byRota.set(rota, reachable(await onDuty(tx, clinicId, rota, now)));
  }
  // A canary tests the road, not the leads.
  const leads = escalation.class === 'canary' ? [] : reachable(await activeLeads(tx, clinicId));
  const all = new Map([...byRota.values(), leads].flat().map((person) => [person.staffId, person.channels]));
  return {
    onDuty: (rota) => (byRota.get(rota) ?? []).map((person) => person.staffId),
    fallback: leads.map((person) => person.staffId),
    nextDuty: await nextDuty(
      tx,
      clinicId,
      policy.rungs.map(({ rota }) => rota),
      escalation.exhaustedAt ?? now,
    ),
    channelsOf: (staffId) => all.get(staffId) ?? [],
  };
}

/** Told in the place of an empty last rung. */
export async function reachableLeads(tx: Tx, clinicId: string): Promise<{ staffId: string; name: string }[]> {
  return (await activeLeads(tx, clinicId)).filter(({ email, pagerUrl }) => email !== null || pagerUrl !== null);
}

type Person = { staffId: string; email: string | null; pagerUrl: string | null };

export function reachable(people: Person[]): Reachable[] {
  return people
    .map(({ staffId, email, pagerUrl }) => ({
      staffId,
      channels: [...(email === null ? [] : ['mail' as const]), ...(pagerUrl === null ? [] : ['webhook' as const])],
    }))
    .filter((person) => person.channels.length > 0);
}

async function activeLeads(tx: Tx, clinicId: string): Promise<(Person & { name: string })[]> {
  return tx
    .selectFrom('staff_member')
    .select(['id as staffId', 'name', 'email', 'pager_url as pagerUrl'])
    .where('clinic_id', '=', clinicId)
    .where('role', '=', 'lead')
    .where('active', '=', true)
    .orderBy('id')
    .execute();
}

export type Told = {
  staff: readonly string[];
  round: number;
  rung: number;
  repeat: number;
  answerBy: Instant;
  next: string | null;
  everyMinutes: number;
};

/** One urgent message per person and channel they have. Returns how many are new. */
export async function alert(tx: Tx, escalation: LockedEscalation, reach: Reach, told: Told): Promise<number> {
  const { round, rung, repeat, answerBy, next, everyMinutes } = told;
  let planned = 0;
  for (const staffId of told.staff) {
    for (const channel of reach.channelsOf(staffId)) {
      const place = { clinicId: escalation.clinicId, escalationId: escalation.id, staffId, channel };
      if (await planStaffAlert(tx, { ...place, round, rung, repeat, answerBy, next, everyMinutes })) planned += 1;
    }
  }
  return planned;
}
