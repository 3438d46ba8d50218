import { ledgerOfOne, type LedgerOfOne } from '../../support/ledger-of-one';

const HOUR = 60 * 60_000;

let { f, moves, owner } = {} as LedgerOfOne;
ledgerOfOne((ledger) => ({ f, moves, owner } = ledger));

describe('in prompt hours', () => {
  const at = async (clock: string) => {
    await f.set('clinic', f.clinicId, { clock_offset_ms: Date.parse(clock) - Date.now() });
    await f.set('patient', owner.patient, { time_zone: 'America/New_York' });
    await f.set('check_in', owner.checkIn, { opens_at: new Date('2026-10-20'), closes_at: new Date('2026-11-20') });
    const planned = { due_at: new Date(Date.parse(clock) - HOUR), expires_at: new Date('2026-11-20') };
    const id = await f.planMail(owner, planned);
    await promptHours('08:00', '20:00');
    return { begun: await moves.attempt(), row: await f.row(id) };
  };
  const promptHours = async (from: string, to: string) => {
    const { settings } = await f.db.selectFrom('clinic').select('settings').executeTakeFirstOrThrow();
    await f.db
      .updateTable('clinic')
      .set({ settings: JSON.stringify({ ...settings, promptHours: { from, to } }) })
      .execute();
  };
  afterEach(() => promptHours('00:00', '24:00'));

  test('it leaves', async () => {
    expect((await at('2026-10-25T12:30:00Z')).begun).toHaveLength(1); // 08:30 in New York
  });

  test('an early one waits for the morning', async () => {
    const { row } = await at('2026-10-25T11:30:00Z'); // 07:30
    expect(new Date(row.due_at).toISOString()).toBe('2026-10-25T12:00:00.000Z');
  });

  test('a late one waits for the next morning, across the change of clocks', async () => {
    const { row } = await at('2026-11-01T01:00:00Z'); // 21:00 on Saturday; the clocks go back in the night
    expect(new Date(row.due_at).toISOString()).toBe('2026-11-01T13:00:00.000Z');
  });
});

describe('after an outage', () => {
  const NINE = '13:00:00Z'; // 09:00 in New York, in October
  const on = (day: number, time = NINE) => new Date(`2026-10-${String(day).padStart(2, '0')}T${time}`);
  const at = (instant: Date) => f.set('clinic', f.clinicId, { clock_offset_ms: instant.getTime() - Date.now() });
  const dueOf = async (id: string) => new Date((await f.row(id)).due_at).toISOString();
  const isoOf = (instant: Date) => instant.toISOString();
  /** Planned for Tuesday the 6th at nine, with a window of two weeks. */
  const plan = async (values: Record<string, unknown> = {}) => {
    await f.set('patient', owner.patient, { time_zone: 'America/New_York' });
    await f.set('check_in', owner.checkIn, { opens_at: on(6), closes_at: on(20) });
    return f.planMail(owner, { due_at: on(6), expires_at: on(20), ...values });
  };

  test('a prompt goes at the patient’s hour, not when the house comes back', async () => {
    const id = await plan();
    await at(on(8, '07:00:00Z')); // three in the morning
    expect(await moves.attempt()).toEqual([]);
    expect(await dueOf(id)).toBe(isoOf(on(8)));

    await at(on(8));
    expect(await moves.attempt()).toHaveLength(1);
  });

  test('at lunch it waits for the next morning, which is put off no further', async () => {
    const id = await plan();
    await at(on(8, '17:00:00Z'));
    await moves.attempt();
    expect(await dueOf(id)).toBe(isoOf(on(9)));

    await at(on(9, '13:20:00Z'));
    expect(await moves.attempt()).toHaveLength(1);
  });

  test('one that was put off for an hour by the mail server goes at once', async () => {
    await plan({ due_at: on(6, '14:30:00Z'), first_due_at: on(6), attempts: 4 });
    await at(on(6, '14:30:00Z'));

    expect(await moves.attempt()).toHaveLength(1);
  });

  test('one whose window closes before that hour goes at once', async () => {
    await plan();
    await at(on(19, '17:00:00Z'));

    expect(await moves.attempt()).toHaveLength(1);
  });

  test('one that is followed by a call on the same day goes at once', async () => {
    await plan({ params: '{"sameDay": true}' });
    await at(on(6, '17:00:00Z'));

    expect(await moves.attempt()).toHaveLength(1);
  });

  test('a reminder counts from the invitation that really left, and there is one mail at a time', async () => {
    const invite = await plan();
    const reminder = await plan({ role: 'reminder-1', due_at: on(8) });
    const last = await plan({ role: 'reminder-2', due_at: on(11) });
    await at(on(9, '07:00:00Z'));
    expect(await moves.attempt()).toEqual([]);

    await at(on(9));
    const [begun, ...more] = await moves.attempt();
    expect([begun?.messageId, more]).toEqual([invite, []]);
    await moves.settle(begun?.attemptId ?? '', { outcome: 'accepted', code: 250 }, owner.email);

    await at(on(9, '14:30:00Z'));
    expect(await moves.attempt()).toEqual([]);
    expect(await dueOf(reminder)).toBe(isoOf(on(11)));
    await at(on(11));
    const [second, ...others] = await moves.attempt();
    expect([second?.messageId, others]).toEqual([reminder, []]);
    await moves.settle(second?.attemptId ?? '', { outcome: 'accepted', code: 250 }, owner.email);
    await at(on(12));
    await moves.attempt();
    expect(await dueOf(last)).toBe(isoOf(on(14)));
  });

  test('a reminder that was put off to the moment of its invitation is not sent after it', async () => {
    const invite = await plan({ due_at: on(8, '14:10:00Z') });
    const reminder = await plan({ role: 'reminder-1', due_at: on(8, '14:10:00Z') });
    await at(on(8, '14:10:00Z'));
    const [begun] = await moves.attempt();
    expect(begun?.messageId).toBe(invite);
    await moves.settle(begun?.attemptId ?? '', { outcome: 'accepted', code: 250 }, owner.email);
    await at(on(10));

    expect(await moves.attempt()).toEqual([]);
    expect(await f.row(reminder)).toMatchObject({ state: 'withheld', reason: 'merged' });
  });
});
