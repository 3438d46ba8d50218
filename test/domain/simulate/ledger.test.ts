import type { PlannedMessage } from '../../../src/domain/words/effect';
import { leavesAt, type Left } from '../../../src/domain/simulate/ledger';
import { HOUR } from '../../../src/domain/words/time';
import { at } from '../../support/care/facts';
import { play } from '../../support/care/scripted-patient';
import { shippedRules } from '../../support/care/rules';

// The same days and hours as in test/storage/message/hours.test.ts, where the real ledger is asked.

const rules = shippedRules();
const { state } = play(rules, [], { until: at('2026-11-20', '10:30') });
const CLOSES = at('2026-11-28', '09:00');

const mail = (role: PlannedMessage['role'], dueAt: number): PlannedMessage => ({
  key: `weekly/${role}`,
  role,
  dueAt,
  expiresAt: CLOSES,
});
const invite = mail('invite', at('2026-11-21', '09:00'));
const first = mail('reminder-1', at('2026-11-23', '09:00'));
const second = mail('reminder-2', at('2026-11-25', '09:00'));
const left = ({ key, role, dueAt }: PlannedMessage, when: number): Left => {
  return { key, role, dueAt, checkIn: 'weekly', at: when };
};

function leaves(
  one: PlannedMessage,
  from: number,
  sent: Left[] = [],
  { messages = [invite, first, second], callAt = 0 } = {},
) {
  const checkIn = { messages, closesAt: CLOSES, ...(callAt === 0 ? {} : { callAt }) };
  return leavesAt({ rules, state, checkIn, left: sent }, one, from);
}

describe('a planned mail', () => {
  it('leaves when it is due', () => {
    expect(leaves(invite, state.now)).toBe(invite.dueAt);
  });

  it('that missed its hour goes at the patient’s next one', () => {
    expect(leaves(invite, at('2026-11-23', '03:00'))).toBe(at('2026-11-23', '09:00'));
    expect(leaves(invite, at('2026-11-23', '10:30'))).toBe(at('2026-11-23', '10:30'));
    expect(leaves(invite, at('2026-11-23', '11:00'))).toBe(at('2026-11-24', '09:00'));
  });

  it('goes at once where its window closes before that hour, or a call follows on the same day', () => {
    expect(leaves(invite, at('2026-11-27', '12:00'))).toBe(at('2026-11-27', '12:00'));
    expect(leaves(invite, at('2026-11-21', '12:30'), [], { callAt: at('2026-11-21', '14:00') })).toBe(
      at('2026-11-21', '12:30'),
    );
  });

  it('waits for the invitation, and counts its days from when that really left', () => {
    const late = left(invite, at('2026-11-22', '09:00'));

    expect(leaves(first, at('2026-11-24', '09:00'))).toBeNull();
    expect(leaves(first, at('2026-11-22', '09:00'), [late])).toBe(at('2026-11-24', '09:00'));
  });

  it('is pointless after a later one, beside a later one that is due, and at the moment of the invitation', () => {
    const sent = left(invite, invite.dueAt);
    const together = mail('reminder-1', invite.dueAt + HOUR);
    const moved = mail('invite', together.dueAt);

    expect(leaves(first, at('2026-11-25', '09:00'), [sent, left(second, second.dueAt)])).toBeNull();
    expect(leaves(first, at('2026-11-25', '09:00'), [sent])).toBeNull();
    expect(leaves(together, state.now, [left(moved, moved.dueAt)], { messages: [together] })).toBeNull();
    expect(leaves(invite, CLOSES)).toBeNull();
  });
});
