import { sql } from 'kysely';
import type { ClinicSettings, EscalationPolicy } from '../../domain/words/clinic';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { planStaffAlert } from '../message/staff-alerts';
import { nextInLine, reachable } from './alert';

type Climbing = {
  id: string;
  clinicId: string;
  round: number;
  rung: number;
  revision: number;
  policy: EscalationPolicy;
  answerBy: Instant;
};

/**
 * Something of another kind has joined a ladder that climbs: everybody who was told in this round hears of it at once,
 * also whose duty is over, for they may be on their way. The rungs keep their times.
 */
export async function tellNews(tx: Tx, ladder: Climbing, { rotas }: ClinicSettings): Promise<void> {
  const { id: escalationId, clinicId, round, rung, revision, policy, answerBy } = ladder;
  const { rows } = await sql<{ staffId: string; email: string | null; pagerUrl: string | null }>`
    select m.id as "staffId", m.email, m.pager_url as "pagerUrl" from staff_member m where m.active and exists (
      select from escalation_step s where s.escalation_id = ${escalationId} and s.round = ${round} and s.staff_id = m.id
        and s.what in ('told', 'exhausted', 'repeated'))
    order by m.id`.execute(tx);
  const alert = { clinicId, escalationId, round, rung, repeat: 0, answerBy, news: revision };
  const next = nextInLine(policy, rotas, rung);
  for (const { staffId, channels } of reachable(rows)) {
    for (const channel of channels) await planStaffAlert(tx, { ...alert, staffId, channel, next });
  }
}
