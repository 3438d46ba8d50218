import { plan } from '../../../src/domain/check-ins/plan';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { refusal } from '../../../src/domain/facts/table';
import { at, type Fact, london, numbered } from '../../support/care/facts';
import { fact, playWhole, tasksOf, towardsInjection, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const ON = '2026-11-21';

function why(facts: Fact[], one: Fact): string | null {
  const { state } = playWhole(facts, one.at - 1, rules);
  const [event] = numbered([one], state.lastSeq + 1);
  return event ? (refusal(rules, state, event)?.message ?? null) : null;
}

const said = (facts: Fact[], until = at('2026-11-22')): string[] =>
  playWhole(facts, until, rules).entries.map(journalIn(london));

const site = { kind: 'epidural-steroid-injection', region: 'lumbar', side: 'left' } as const;
const performed = (on: string, more: object = {}): Fact =>
  fact('procedure.performed', on, { ...site, guidance: 'fluoroscopy', performedOn: on, ...more });
const ordered = (on: string, plannedOn = on): Fact =>
  fact('procedure.ordered', on, {
    ...site,
    indication: 'radicular',
    concordantImaging: true,
    conservativeWeeks: 6,
    plannedOn,
  });
const started = (data: { class: string; startedOn?: string; override?: string }): Fact =>
  fact('medication.started', ON, { agent: 'x', doseLevel: 'starting', startedOn: ON, ...data });

describe('what happened where no stage waits for it', () => {
  // On the second day the patient is in the diagnosis: nothing but its own facts is waited for there.
  it.each<[string, Fact]>([
    ['a procedure', performed(ON)],
    ['an order of one', ordered(ON)],
    ['what was looked at before one', fact('procedure.checked', ON, { checks: ['anticoagulant'] })],
    ['one that is not done', fact('procedure.refused', ON, { by: 'patient', reason: 'x' })],
    ['a medicine', started({ class: 'gabapentin' })],
    ['a medicine of months ago', started({ class: 'gabapentin', startedOn: '2026-03-01' })],
    ['what was looked at before a medicine', fact('medication.checked', ON, { checks: ['renal-function'] })],
  ])('is recorded, and the answer says so: %s', (_name, one) => {
    expect(why([], one)).toBeNull();
    expect(said([one])).toContain('It was recorded; no stage waits for it now.');
  });

  it('says nothing of the kind where a stage waits for it', () => {
    expect(said([fact('psychology.assessed', ON, { outcome: 'no-need' })])).not.toContain(
      'It was recorded; no stage waits for it now.',
    );
  });

  it('is refused where it is impossible: twice, in the future, or by a name that nobody here knows', () => {
    expect(why([performed(ON)], { ...performed(ON), at: at('2026-11-22') })).toMatch(
      /21 November 2026 is recorded already/,
    );
    expect(why([], performed(ON, { performedOn: '2026-11-24' }))).toMatch(/lies in the future/);
    expect(why([], performed(ON, { kind: 'acupuncture' }))).toMatch(/kind must be one of/);
    expect(why([], started({ class: 'gabapentine' }))).toMatch(/no class "gabapentine"/);
    expect(why([], fact('medication.stopped', ON, { reason: 'x', class: 'opioid' }))).toMatch(
      /none is recorded as taken/,
    );
  });

  it('has its safety check-ins, wherever the track stands', () => {
    const { state } = playWhole([performed(ON)], at(ON, '12:00'), rules);

    const asked = plan(rules, state, at('2026-11-30')).filter(({ checkIn }) => checkIn === 'after-injection');
    expect(asked.map(({ opensAt }) => opensAt)).toEqual([
      at('2026-11-22', '09:00'),
      at('2026-11-24', '09:00'),
      at('2026-11-27', '09:00'), // nobody is in on Saturday
      at('2026-11-28', '09:00'),
    ]);
  });

  it('counts in the limits of what is ordered later', () => {
    const order = ordered('2026-11-27', '2026-11-28');
    expect(why([...towardsInjection], order)).toBeNull();
    expect(why([performed(ON), ...towardsInjection], order)).toMatch(/another is possible 14 days later/);
  });

  it('tells somebody the same day where it lies over a limit', () => {
    const again = performed('2026-11-24');

    const { effects } = playWhole([performed(ON), again], at('2026-11-24', '12:00'), rules);
    expect(effects.filter(({ type }) => type === 'raise-escalation')).toMatchObject([
      { tier: 'today', class: 'decision' },
    ]);
  });

  it('is taken from then on, and several medicines are', () => {
    const both = [started({ class: 'gabapentin' }), { ...started({ class: 'opioid' }), at: at(ON, '10:05') }];
    const stop = fact('medication.stopped', '2026-11-22', { reason: 'x', class: 'opioid' });
    const taken = (facts: Fact[]): string[] =>
      (playWhole(facts, at('2026-11-23'), rules).state.history.medicines?.taken ?? []).map((each) => each.class);

    expect(taken(both)).toEqual(['gabapentin', 'opioid']);
    expect(taken([...both, stop])).toEqual(['gabapentin']);
    expect(why(both, fact('medication.stopped', '2026-11-22', { reason: 'x' }))).toBe(
      'Name the class that was stopped: taken are gabapentin, opioid.',
    );
  });

  it('goes past a contraindication in the name of a person alone', () => {
    const not = fact('medication.contraindicated', ON, { class: 'gabapentin', reason: 'x' }, '09:00');

    expect(why([not], started({ class: 'gabapentin' }))).toMatch(/say in override why/);
    expect(why([not], started({ class: 'gabapentin', override: 'x' }))).toBeNull();
  });

  it('is imaging from elsewhere, which nobody chases', () => {
    const reported = fact('imaging.reported', ON, { modality: 'mri', region: 'lumbar', finding: 'scar' });

    expect(why([], reported)).toBeNull();
    expect(tasksOf(playWhole([reported], at('2027-01-20'), rules))).not.toContain('chase-imaging');
  });
});
