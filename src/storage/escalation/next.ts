import { foresee, namesInWords, nextTellingAt } from '../../domain/escalation/foresight';
import type { LadderFacts } from '../../domain/escalation/ladder';
import type { ClinicSettings } from '../../domain/words/clinic';
import type { SignalClass } from '../../domain/instrument/types';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { dutyKey, type OnDuty, onDutyAt } from '../rota/duty-at';
import { nextDuty } from '../rota/absences';
import { reachableLeads } from './alert';
import type { EscalationView } from './view';

export type Ladder = LadderFacts & { id: string; class: SignalClass };

/** Whom each of these ladders tells next, by the rota of that instant: for a page of them in two statements. */
export async function nextTold(
  tx: Tx,
  clinicId: string,
  ladders: readonly Ladder[],
  { settings, now }: { settings: ClinicSettings; now: Instant },
): Promise<Map<string, EscalationView['next']>> {
  const due = ladders.flatMap((ladder) => {
    const at = nextTellingAt(ladder, settings, now);
    return at === null ? [] : [{ ladder, at, rotaAt: Math.max(at, now) }];
  });
  const duty = await onDutyAt(
    tx,
    clinicId,
    due.flatMap(({ ladder, rotaAt }) => rotasOf(ladder).map((rota) => ({ rota, at: rotaAt }))),
  );
  const leads = due.length === 0 ? [] : await reachableLeads(tx, clinicId);
  const found = new Map<string, EscalationView['next']>();
  for (const { ladder, at, rotaAt } of due) {
    const begins = await dutyAfterExhaustion(tx, clinicId, ladder);
    const told = nextOf(ladder, settings, { duty, leads, at: rotaAt, begins });
    found.set(ladder.id, told && { at, ...told });
  }
  return found;
}

/** What a mail of this ladder says of what comes after it; `next` null: nobody stands behind whoever is told. */
export async function saidOfNext(
  tx: Tx,
  clinicId: string,
  ladder: Ladder,
  clinic: { settings: ClinicSettings; now: Instant },
): Promise<{ next: string | null; everyMinutes: number }> {
  const next = (await nextTold(tx, clinicId, [ladder], clinic)).get(ladder.id) ?? null;
  const everyMinutes = next?.everyMinutes ?? ladder.policy.exhausted.repeatMinutes;
  if (next === null || next.isAgain) return { next: null, everyMinutes };
  const names = namesInWords(next.people.map(({ name }) => name));
  return { next: names === '' ? 'nobody, for no one of them is on duty' : names, everyMinutes };
}

/** A ladder that has run out begins again with whoever comes. */
async function dutyAfterExhaustion(tx: Tx, clinicId: string, { policy, exhaustedAt }: Ladder): Promise<Instant | null> {
  if (exhaustedAt === null) return null;
  const rotas = policy.rungs.map(({ rota }) => rota);
  return nextDuty(tx, clinicId, rotas, exhaustedAt);
}

const rotasOf = ({ policy }: Ladder): string[] => [...policy.rungs.map(({ rota }) => rota), policy.exhausted.rota];

type Next = NonNullable<EscalationView['next']>;
type Rota = { duty: Map<string, OnDuty[]>; leads: OnDuty[]; at: Instant; begins: Instant | null };

function nextOf(ladder: Ladder, settings: ClinicSettings, { duty, leads, at, begins }: Rota): Omit<Next, 'at'> | null {
  const onDuty = (rota: string): OnDuty[] => duty.get(dutyKey({ rota, at })) ?? [];
  // A canary tests the road, not the leads.
  const fallback = ladder.class === 'canary' ? [] : leads;
  const told = foresee(
    ladder,
    settings,
    { onDuty: (rota) => onDuty(rota).map(idOf), fallback: fallback.map(idOf), nextDuty: begins },
    at,
  );
  if (told === null) return null;
  const { staff, ...foreseen } = told;
  const all = [...rotasOf(ladder).flatMap(onDuty), ...fallback];
  return { ...foreseen, people: staff.flatMap((id) => all.find((person) => person.staffId === id) ?? []) };
}

const idOf = ({ staffId }: OnDuty): string => staffId;
