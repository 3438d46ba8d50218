import { refusal } from '../../../src/domain/facts/table';
import type { CareData } from '../../../src/domain/words/choices';
import { at, numbered } from '../../support/care/facts';
import { fact, injected, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
/** The day after the injection nobody answers, and no mail can ask: somebody rings. */
const silent = [
  ...towardsInjection,
  ...injected('2026-12-07'),
  fact('consent.changed', '2026-12-07', { email: false }, '12:00'),
];
const NOON = at('2026-12-08', '12:00');
const open = (facts = silent, until = NOON) => playWhole(facts, until, rules).state.tasks;
const key = open().find(({ task }) => task === 'safety-call')?.key ?? '';

const called = (data: CareData['call.made'], time = '11:00' as const) => fact('call.made', '2026-12-08', data, time);
const after = (data: CareData['call.made']) => open([...silent, called(data)]);
const isOpen = (tasks: { task: string }[], kind: string): boolean => tasks.some(({ task }) => task === kind);

describe('a call', () => {
  it('that reached the patient does the task it was made for, as its completion would', () => {
    expect(key).toMatch(/^safety-call\//);
    const done = { outcome: 'reached', spokeWith: 'patient', task: key } as const;

    expect(isOpen(after(done), 'safety-call')).toBe(false);
    const { state } = playWhole([...silent, called(done)], at('2026-12-09', '12:00'), rules);
    expect(state.promises?.filter(({ about }) => key.endsWith(about))).toEqual([]);
  });

  it.each(['no-answer', 'voicemail', 'wrong-number'] as const)('with %s leaves it open', (outcome) => {
    expect(isOpen(after({ outcome, task: key }), 'safety-call')).toBe(true);
  });

  it('with somebody else leaves it open: nobody answers for the patient whether she is safe', () => {
    expect(isOpen(after({ outcome: 'reached', spokeWith: 'family', task: key }), 'safety-call')).toBe(true);
  });

  it('that names no task does none', () => {
    expect(isOpen(after({ outcome: 'reached', spokeWith: 'patient' }), 'safety-call')).toBe(true);
  });

  it('to a wrong number has somebody find the right one', () => {
    expect(isOpen(after({ outcome: 'voicemail' }), 'no-telephone')).toBe(false);
    expect(isOpen(after({ outcome: 'wrong-number' }), 'no-telephone')).toBe(true);
  });

  it('for a task that is not open is refused, and so is a second one that reached', () => {
    const done = called({ outcome: 'reached', spokeWith: 'patient', task: key }, '11:00');
    const { state } = playWhole([...silent, done], NOON, rules);
    const [again] = numbered([{ ...done, at: NOON }], state.lastSeq + 1);

    expect(again && refusal(rules, state, again)?.message).toBe(
      'This task is not open any more: record the call without it.',
    );
  });
});
