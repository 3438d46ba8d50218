import type { PossibleFact } from '../../../src/domain/possible/field';
import { whatIsPossible } from '../../../src/domain/possible/possible';
import type { Role } from '../../../src/domain/words/authority';
import { at, type Fact } from '../../support/care/facts';
import { diagnosed, fact, injected, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

const rules = wholeRules({}, 3);

function possible(facts: Fact[], role: Role = 'clinician', now = at('2026-12-02')): PossibleFact[] {
  const { state } = playWhole(facts, now - 1, rules);
  return whatIsPossible({ rules, state, now, asker: { role, staffId: 'lee' } });
}
const one = (all: PossibleFact[], key: string): PossibleFact | undefined => all.find((each) => each.key === key);
const labels = (of: PossibleFact | undefined, name: string): string[] | undefined =>
  of?.fields.find((field) => field.name === name)?.options.map(({ label }) => label);

it('names the classes and dose levels of the trial by the words of the pathway, and its checks as ticks', () => {
  const all = possible(diagnosed('neuropathic'));
  const start = one(all, 'medication.started/neuropathic-trial');

  expect(labels(start, 'class')).toEqual(['Gabapentin', 'Pregabalin', 'SNRI', 'Tricyclic']);
  expect(labels(start, 'doseLevel')).toEqual(['Starting', 'Titrating', 'Target', 'Maximum tolerated']);
  expect(start?.place).toMatchObject({ track: 'care', stage: 'neuropathic-trial' });
  const checked = one(all, 'medication.checked/neuropathic-trial');
  expect([checked?.expected, checked?.fields.map(({ kind }) => kind)]).toEqual([true, ['choices']]);
});

it('asks for the reason where a start is refused without one, and says why', () => {
  const override = one(possible(diagnosed('neuropathic')), 'medication.started/neuropathic-trial')?.fields.find(
    ({ name }) => name === 'override',
  );

  expect([override?.required, override?.hint]).toEqual([
    true,
    expect.stringMatching(/^Before a start, record medication\.checked/),
  ]);
});

it('leaves out what is refused now: the diagnosis before history and examination', () => {
  expect(one(possible([]), 'diagnosis.recorded')).toBeUndefined();
  expect(one(possible([]), 'examination.recorded')?.expected).toBe(true);
  expect(one(possible(diagnosed('axial').slice(0, 2)), 'diagnosis.recorded')?.expected).toBe(true);
});

it('offers what no stage waits for, and says that none does', () => {
  const operation = one(possible([]), 'surgery.performed');

  expect([operation?.place, operation?.expected]).toEqual([null, false]);
});

it('offers the outcome of an appointment once it is over, each by itself, and those to come to be moved', () => {
  const booked = (session: string, when: string): Fact =>
    fact('session.booked', '2026-11-23', { session, purpose: 'therapy', at: at(when, '14:00') }, `12:0${session}`);
  const all = possible([...diagnosed('axial').slice(0, 1), booked('1', '2026-12-01'), booked('2', '2026-12-08')]);

  expect(all.filter(({ type }) => type === 'session.attended').map(({ about }) => about)).toEqual([
    'Therapy session of 1 December 2026, 14:00',
  ]);
  expect(labels(one(all, 'session.moved'), 'session')).toHaveLength(2);
});

it('has another injection planned no sooner than the gap and the limits allow', () => {
  const decline = fact('decision.made', '2026-12-20', { gate: 'after-injection', choice: 'approve', reason: 'x' });
  const all = possible([...towardsInjection, ...injected('2026-12-01'), decline], 'clinician', at('2026-12-21'));
  const orders = all.filter(({ type }) => type === 'procedure.ordered');

  for (const order of orders)
    expect(order.fields.find(({ name }) => name === 'plannedOn')?.min).toMatch(/^202[67]-\d\d-\d\d$/);
});

it('says who may: a coordinator reads what a clinician records, and may not', () => {
  const all = possible(diagnosed('neuropathic'), 'coordinator');

  expect(one(all, 'medication.started/neuropathic-trial')?.mayRecord).toBe(false);
  expect(one(all, 'imaging.ordered')?.mayRecord).toBe(true);
  expect(one(all, 'session.booked')?.fields.map(({ name }) => name)).not.toContain('preparation');
});

it('says beside an answer whom it wakes', () => {
  const options = one(possible([]), 'examination.recorded')?.fields[0]?.options;

  expect(options?.map(({ value, urgent }) => [value, urgent])).toEqual([
    ['none', null],
    ['stable', null],
    ['progressive', 'now'],
  ]);
});

it('after a death offers nothing that would end it again', () => {
  const all = possible([fact('patient.died', '2026-11-25', { diedOn: '2026-11-24' })]);

  expect(all.map(({ type }) => type)).not.toContain('patient.died');
});
