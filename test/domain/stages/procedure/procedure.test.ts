import { plan } from '../../../../src/domain/check-ins/plan';
import { refusal } from '../../../../src/domain/facts/table';
import { at, numbered, type Fact } from '../../../support/care/facts';
import {
  answers,
  fact,
  gateIn,
  injected,
  order,
  playWhole,
  stageOf,
  tasksOf,
  towardsInjection,
  wholeRules,
} from '../../../support/care/whole';

const rules = wholeRules();
/** A Monday. */
const DONE = '2026-11-30';
const once = [...towardsInjection, ...injected(DONE)];

function why(facts: Fact[], one: Fact, by = rules): string | null {
  const { state } = playWhole(facts, one.at - 1, by);
  const [event] = numbered([one], state.lastSeq + 1);
  return event ? (refusal(by, state, event)?.message ?? null) : null;
}

const orderOn = (date: string, over: object = {}): Fact =>
  fact('procedure.ordered', date, { ...order, plannedOn: date, ...over });
describe('a procedure', () => {
  it('is reached past medicines that are contraindicated, by a decision', () => {
    const { state } = playWhole(towardsInjection, at('2026-11-27'), rules);

    expect(state.tracks.find(({ track }) => track === 'care')?.stage).toBe('injection');
  });

  it('is not ordered before conservative care, without agreeing imaging, or for another indication', () => {
    expect(why(towardsInjection, orderOn(DONE, { conservativeWeeks: 2 }))).toMatch(
      /needs 4 weeks of conservative care/,
    );
    expect(why(towardsInjection, orderOn(DONE, { concordantImaging: false }))).toMatch(/imaging that agrees/);
    expect(why(towardsInjection, orderOn(DONE, { indication: 'axial' }))).toBe(
      'indication must be one of radicular, stenotic.',
    );
  });

  it('is not recorded before it is checked, unless a named person says why', () => {
    const done = injected(DONE).at(-1) as Fact;

    expect(why(towardsInjection, { ...done, data: { ...done.data, override: 'seen by the ward' } } as Fact)).toBeNull();
    expect(why([...towardsInjection, orderOn('2026-11-27', { plannedOn: DONE })], done)).toMatch(
      /procedure.checked with anticoagulant, infection, diabetes, contrast-allergy, consent/,
    );
  });

  it('is asked about on days 1, 3 and 7 at nine, with a reminder after three hours', () => {
    const { state } = playWhole(once, at(DONE, '11:00'), rules);
    const safety = plan(rules, state, at('2026-12-10')).filter(({ callAt }) => callAt !== undefined);

    expect(safety.map(({ opensAt, callAt }) => [opensAt, callAt])).toEqual([
      [at('2026-12-01', '09:00'), at('2026-12-01', '14:00')],
      [at('2026-12-03', '09:00'), at('2026-12-03', '14:00')],
      [at('2026-12-07', '09:00'), at('2026-12-07', '14:00')],
    ]);
    expect(safety[0]?.messages.map(({ role, dueAt }) => [role, dueAt])).toEqual([
      ['invite', at('2026-12-01', '09:00')],
      ['reminder-1', at('2026-12-01', '12:00')],
    ]);
  });

  it('whose safety check-in is not answered by two becomes a call the same day, while the link stays open', () => {
    const before = playWhole(once, at('2026-12-01', '13:59'), rules);
    const after = playWhole(once, at('2026-12-01', '14:00'), rules);

    expect(tasksOf(before)).not.toContain('safety-call');
    expect(after.effects.find((effect) => effect.type === 'open-task' && effect.task === 'safety-call')).toMatchObject({
      dueAt: at('2026-12-01', '17:00'),
    });
    expect(after.state.checkIns.some(({ checkIn, answered }) => checkIn === 'after-injection' && !answered)).toBe(true);
  });

  it('whose safety check-in is answered needs no call', () => {
    const key = 'care/injection/after-injection@2026-12-01';
    const answered = fact('check-in.answered', '2026-12-01', { checkIn: key, scores: [], late: false }, '09:30');

    expect(tasksOf(playWhole([...once, answered], at('2026-12-02'), rules))).not.toContain('safety-call');
  });

  it('that leads to an unstaffed day is also asked about on the last staffed day before it', () => {
    // Wednesday: day 3 is a Saturday.
    const { state } = playWhole([...towardsInjection, ...injected('2026-12-02')], at('2026-12-02', '11:00'), rules);
    const opens = plan(rules, state, at('2026-12-12'))
      .filter(({ callAt }) => callAt !== undefined)
      .map(({ opensAt, callAt }) => [opensAt, callAt]);

    expect(opens).toEqual([
      [at('2026-12-03', '09:00'), at('2026-12-03', '14:00')],
      [at('2026-12-04', '09:00'), at('2026-12-04', '14:00')],
      [at('2026-12-05', '09:00'), at('2026-12-07', '09:00')],
      [at('2026-12-09', '09:00'), at('2026-12-09', '14:00')],
    ]);
  });

  it('goes on being watched over during a pause: no message, but a call', () => {
    const paused = fact('enrolment.paused', DONE, { until: at('2026-12-20'), reason: 'x' }, '12:00');
    const { state } = playWhole([...once, paused], at('2026-11-30', '13:00'), rules);
    const safety = plan(rules, state, at('2026-12-04')).filter(({ callAt }) => callAt !== undefined);

    expect(safety.flatMap(({ messages }) => messages)).toEqual([]);
    expect(tasksOf(playWhole([...once, paused], at('2026-12-01', '14:00'), rules))).toContain('safety-call');
  });

  it('is judged after 14 days; half of the pain gone leads to follow-up, less asks about another one', () => {
    const judgedBy = (after: number) =>
      gateIn(
        playWhole(
          [...once, answers('2026-11-30', { pain: 8 }), answers('2026-12-19', { pain: after })].sort(
            (a, b) => a.at - b.at,
          ),
          at('2026-12-28'),
          rules,
        ),
      );

    expect(judgedBy(4)).toMatchObject({ gate: 'injection-reached', kind: 'success' });
    expect(judgedBy(6)).toMatchObject({ gate: 'after-injection', kind: 'not-enough' });
  });

  it('without an answer says that it cannot tell, and never that it failed', () => {
    expect(gateIn(playWhole(once, at('2026-12-28'), rules))).toMatchObject({ kind: 'cannot-tell' });
  });

  it('comes again after a decision, and within its limits: otherwise it is refused with the limit and its source', () => {
    const again = fact('decision.made', '2026-12-28', { gate: 'after-injection', choice: 'approve', reason: 'x' });
    const ordered = orderOn('2026-12-29', { technique: 'transforaminal' });
    const strict = wholeRules();
    for (const stage of strict.pathway.tracks.flatMap((track) => track.stages)) {
      if (stage.kind === 'procedure') stage.minGapDays = 60;
    }

    expect(why(once, ordered)).toMatch(/decide on it before another/);
    expect(why([...once, again], ordered)).toBeNull();
    expect(why([...once, again], ordered, strict)).toMatch(
      /30 November 2026: another is possible 60 days later \(eviCore/,
    );
  });

  it('that was refused by the patient is put before a clinician', () => {
    const no = fact('procedure.refused', '2026-11-27', { by: 'patient', reason: 'x' });

    expect(gateIn(playWhole([...towardsInjection, no], at('2026-11-28'), rules))).toMatchObject({
      gate: 'after-injection',
    });
  });

  it('is not entered where the clinic does not offer it', () => {
    const without = wholeRules({ injection: false });

    expect(stageOf(playWhole(towardsInjection, at('2026-11-27'), without))).toBe('surgical-review');
  });

  const judged = (pain: number): Fact[] => [
    answers('2026-11-28', { pain: 8 }),
    ...once,
    answers('2026-12-19', { pain }),
  ];
  const decided = (gate: string): Fact =>
    fact('decision.made', '2026-12-21', {
      gate,
      choice: gate === 'after-injection' ? 'approve' : 'decline',
      reason: 'x',
    });

  it.each([
    [4, 'injection-reached', 'success'],
    [5, 'injection-partial', 'partial'],
    [6, 'after-injection', 'not-enough'],
  ])('from 8 to %d is put as %s', (pain, gate, kind) => {
    expect(gateIn(playWhole(judged(pain), at('2026-12-20'), rules))).toMatchObject({ gate, kind });
  });

  it('that helped in part goes back to rehabilitation by a decision', () => {
    const agreed = fact('decision.made', '2026-12-21', { gate: 'injection-partial', choice: 'approve', reason: 'x' });
    const played = playWhole([...judged(5), agreed], at('2026-12-22'), rules);

    expect([stageOf(played), stageOf(played, 'rehabilitation')]).toEqual(['care-follow-up', 'first-block']);
  });

  it('is done again in the same way only after success; otherwise by another kind or technique', () => {
    const failed = [...judged(6), decided('after-injection')];
    const helped = [...judged(4), decided('injection-reached')];
    const next = (over: object = {}): Fact => orderOn('2026-12-28', over);

    expect(why(helped, next())).toBeNull();
    expect(why(failed, next())).toMatch(/was the same and did not reach success: order another kind, or name another/);
    expect(why(failed, next({ technique: 'transforaminal' }))).toBeNull();
    expect(why(failed, next({ kind: 'nerve-block' }))).toBeNull();
    expect(why(failed, next({ region: 'cervical' }))).toBeNull();
  });
});
