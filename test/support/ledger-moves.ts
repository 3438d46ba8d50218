import type { Lane, Outcome } from '../../src/domain/words/message';
import * as ledger from '../../src/storage/message/messages';
import type { LedgerFixture } from './ledger-fixture';

const MINUTE = 60_000;

export const accepted: Outcome = { outcome: 'accepted', code: 250 };
export const deferred: Outcome = { outcome: 'deferred', code: 451 };
export const ambiguous: Outcome = { outcome: 'ambiguous', code: null };
export const noSuchMailbox: Outcome = { outcome: 'refused', code: 550, hardBounce: true };

/** The moves a dispatcher makes in the ledger, one at a time. */
export function createLedgerMoves(f: LedgerFixture) {
  const claim = (lane: Lane = 'bulk', limit = 100) => ledger.claimDue(f.db, { lane, limit, leaseSeconds: 60 });
  const begin = (ids: string[]) => ledger.beginAttempts(f.db, ids, 180);
  return {
    claim,
    begin,
    attempt: async (lane?: Lane) => begin(await claim(lane)),
    async attemptOne(lane?: Lane) {
      const [handover, ...others] = await begin(await claim(lane));
      if (!handover || others.length > 0) throw new Error('not exactly one message was begun');
      return handover;
    },
    settle: (attemptId: string, outcome: Outcome, to: string) => ledger.settle(f.db, [{ attemptId, to, outcome }]),
    async alertAbout(patient: string) {
      const escalation = await f.escalate(patient);
      const place = { clinicId: f.clinicId, escalationId: escalation, staffId: f.staffId, channel: 'mail' as const };
      const answerBy = Date.now() + 15 * MINUTE;
      await ledger.planStaffAlert(f.db, { ...place, round: 1, rung: 1, repeat: 0, answerBy, next: null });
      const message = await f.db
        .selectFrom('message')
        .select('id')
        .where('escalation_id', '=', escalation)
        .executeTakeFirstOrThrow();
      return { escalation, message: message.id };
    },
    async emptyLedger() {
      await f.db.deleteFrom('link').execute();
      await f.db.deleteFrom('message_attempt').execute();
      await f.db.deleteFrom('message').execute();
      await f.set('clinic', f.clinicId, { clock_offset_ms: 0 });
    },
  };
}
