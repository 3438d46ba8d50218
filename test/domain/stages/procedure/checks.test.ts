import { journalIn } from '../../../../src/domain/telling/journal-text';
import { refusal } from '../../../../src/domain/facts/table';
import { at, london, numbered, type Fact } from '../../../support/care/facts';
import { fact, injected, playWhole, towardsInjection, wholeRules } from '../../../support/care/whole';

const rules = wholeRules();
const DONE = '2026-11-30';
const [ordered, looked, performed] = injected(DONE) as [Fact, Fact, Fact];
const before = [...towardsInjection, ordered, looked];

/** The pathway of version 3 asks whether the patient is pregnant, too. */
const alsoPregnancy = {
  ...rules,
  pathway: JSON.parse(
    JSON.stringify(rules.pathway).replaceAll('"contrast-allergy",', '"contrast-allergy","pregnancy",'),
  ) as typeof rules.pathway,
};

function why(facts: Fact[], one: Fact, by = rules): string | null {
  const { state } = playWhole(facts, one.at - 1, by);
  const [event] = numbered([one], state.lastSeq + 1);
  return event ? (refusal(by, state, event)?.message ?? null) : null;
}

const found = (result: 'clear' | 'not-clear' | 'managed', time: '10:06' | '10:10' | '10:20', check = 'anticoagulant') =>
  fact('procedure.checked', DONE, { check, result, note: 'x' }, time);

describe('a check before a procedure', () => {
  it('that is not clear stops it until it was managed, or found clear after all', () => {
    const notClear = found('not-clear', '10:06');

    expect(why([...before, notClear], performed)).toBe(
      'Not clear: anticoagulant. Record procedure.checked as managed or clear, or say in override why it was done all the same.',
    );
    for (const result of ['managed', 'clear'] as const)
      expect(why([...before, notClear, found(result, '10:20')], performed)).toBeNull();
  });

  it('is not cleared by its name alone: that says that somebody looked', () => {
    const again = fact('procedure.checked', DONE, { checks: ['anticoagulant'] }, '10:20');

    expect(why([...before, found('not-clear', '10:06'), again], performed)).toMatch(/^Not clear: anticoagulant/);
  });

  it('is gone past with a reason, and the journal says which one it was', () => {
    const data = performed.data as {
      kind: string;
      region: string;
      side: 'left';
      guidance: string;
      performedOn: string;
    };
    const past = fact('procedure.performed', DONE, { ...data, override: 'x' }, '10:30');
    const { entries } = playWhole([...before, found('not-clear', '10:06'), past], at(DONE, '12:00'), rules);

    const entry = entries.find(({ what }) => what === 'procedure.performed');
    expect(entry && journalIn(london)(entry)).toContain('although not clear: anticoagulant');
  });

  it('that nobody made is named in the journal beside what was done all the same', () => {
    const { kind, region, side } = { kind: 'epidural-steroid-injection', region: 'lumbar', side: 'left' as const };
    const data = { kind, region, side, guidance: 'fluoroscopy', performedOn: DONE, override: 'x' };
    const some = fact('procedure.checked', DONE, { checks: ['infection', 'diabetes', 'consent'] }, '10:05');
    const past = fact('procedure.performed', DONE, data, '10:30');
    const { entries } = playWhole([...towardsInjection, ordered, some, past], at(DONE, '12:00'), rules);

    const entry = entries.find(({ what }) => what === 'procedure.performed');
    expect(entry && journalIn(london)(entry)).toContain('not looked at: anticoagulant, contrast allergy');
  });

  it('is known from whenever it was found: it stops a procedure that is ordered later', () => {
    const early = fact('procedure.checked', '2026-11-21', {
      check: 'contrast-allergy',
      result: 'not-clear',
      note: 'x',
    });

    expect(why([], early)).toBeNull();
    expect(why([early, ...before], performed)).toMatch(/^Not clear: contrast-allergy/);
  });

  it('counts as looked at for the procedure that waits', () => {
    const all = ['anticoagulant', 'infection', 'diabetes', 'contrast-allergy', 'consent'];
    const one = (check: string, n: number) =>
      fact('procedure.checked', DONE, { check, result: 'clear' }, `10:1${String(n)}`);

    expect(why([...towardsInjection, ordered, ...all.map(one)], performed)).toBeNull();
    expect(why([...towardsInjection, ordered, ...all.slice(1).map(one)], performed)).toBe(
      'Before it, record procedure.checked with anticoagulant, or say in override why it was done all the same.',
    );
  });

  it('of a name that no procedure asks for is refused', () => {
    expect(why([], found('clear', '10:06', 'weather'))).toBe(
      '"weather" is no check before a procedure: they are anticoagulant, infection, diabetes, contrast-allergy, consent.',
    );
  });
});

describe('a pregnancy', () => {
  const yes = fact('pregnancy.changed', DONE, { pregnant: 'yes' }, '10:10');
  const checked = [...before, found('clear', '10:06', 'pregnancy')];

  it('stops a procedure that asks for it until somebody looked at it since', () => {
    expect(why(checked, performed, alsoPregnancy)).toBeNull();
    expect(why([...checked, yes], performed, alsoPregnancy)).toMatch(/^Not clear: pregnancy/);
    expect(why([...checked, yes, found('managed', '10:20', 'pregnancy')], performed, alsoPregnancy)).toBeNull();
  });

  it('of which it was recorded since that nobody knows stops it as well: unknown is not “no”', () => {
    const unknown = fact('pregnancy.changed', DONE, { pregnant: 'unknown' }, '10:10');
    const no = fact('pregnancy.changed', DONE, { pregnant: 'no' }, '10:15');

    expect(why([...checked, unknown], performed, alsoPregnancy)).toMatch(/^Not clear: pregnancy/);
    expect(why([...checked, unknown, no], performed, alsoPregnancy)).toBeNull();
    expect(why([...checked, unknown, found('clear', '10:20', 'pregnancy')], performed, alsoPregnancy)).toBeNull();
  });
});
