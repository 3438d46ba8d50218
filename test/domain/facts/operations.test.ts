import { join } from 'node:path';
import { loadPathway } from '../../../src/catalogue/pathway/load-pathway';
import { plan } from '../../../src/domain/check-ins/plan';
import { refusal } from '../../../src/domain/facts/table';
import { journalIn } from '../../../src/domain/telling/journal-text';
import type { LocalDate } from '../../../src/domain/words/time';
import { at, london, numbered, type Fact } from '../../support/care/facts';
import { root } from '../../support/care/shipped';
import { diagnosed, fact, playWhole, tasksOf, wholeRules } from '../../support/care/whole';

const second = wholeRules();
const file = join(root, 'pathways', 'post-laminectomy-syndrome', 'v3.yaml');
const rules = { ...second, pathway: loadPathway(file, second.instruments) };

/** A Monday. */
const DAY0 = '2026-11-30';
const revision = { kind: 'revision', level: 'L4/L5', on: DAY0 } as const;
const operated = (recordedOn: LocalDate = DAY0, over: object = {}): Fact =>
  fact('surgery.performed', recordedOn, { ...revision, ...over }, '12:00');

const woundDays = (facts: Fact[], now: LocalDate): string[] => {
  const { state } = playWhole(facts, at(now, '12:00'), rules);
  const planned = plan(rules, state, at('2027-01-31')).filter(
    ({ checkIn, opensAt }) => checkIn === 'wound' && opensAt > state.now,
  );
  return planned.map(({ key }) => key.slice(key.indexOf('@') + 1));
};

function why(facts: Fact[], one: Fact): string | null {
  const { state } = playWhole(facts, one.at - 1, rules);
  const [event] = numbered([one], state.lastSeq + 1);
  return event ? (refusal(rules, state, event)?.message ?? null) : null;
}

describe('an operation', () => {
  it('is asked about on days 3, 7 and 14, wherever the track stands', () => {
    const days = ['2026-12-03', '2026-12-07', '2026-12-14'];

    expect(woundDays([operated()], DAY0)).toEqual(days);
    expect(woundDays([...diagnosed('axial'), operated()], DAY0)).toEqual(days);
  });

  it('asks nobody about a wound where none is known', () => {
    expect(woundDays(diagnosed('axial'), DAY0)).toEqual([]);
  });

  it('that is recorded late asks what is still to be asked, and nothing about what is long ago', () => {
    expect(woundDays([operated('2026-12-04')], '2026-12-04')).toEqual(['2026-12-05', '2026-12-07', '2026-12-14']);
    expect(woundDays([operated('2026-12-11')], '2026-12-11')).toEqual(['2026-12-14']);
    expect(woundDays([operated('2026-12-30')], '2026-12-30')).toEqual([]);
  });

  it('counts from the last one, by its day and not by when it was recorded', () => {
    const again = operated('2026-12-08', { on: '2026-12-08' });
    const earlier = operated('2026-12-09', { on: '2026-11-02', level: 'L5/S1' });

    expect(woundDays([operated(), again], '2026-12-08')).toEqual(['2026-12-11', '2026-12-15', '2026-12-22']);
    expect(woundDays([operated(), again, earlier], '2026-12-09')).toEqual(['2026-12-11', '2026-12-15', '2026-12-22']);
  });

  it('without an answer is a call on the same day', () => {
    const played = playWhole([operated()], at('2026-12-03', '14:30'), rules);

    expect(tasksOf(played)).toContain('safety-call');
  });

  it('is recorded once, and its complication is a text that the journal only mentions', () => {
    expect(why([operated()], operated('2026-12-01'))).toBe(
      'A revision of L4/L5 on 30 November 2026 is recorded already.',
    );
    const { entries } = playWhole([operated(DAY0, { complication: 'x' })], at(DAY0, '13:00'), rules);
    const entry = entries.find(({ what }) => what === 'surgery.performed');
    expect(entry && journalIn(london)(entry)).toBe(
      'Operation: revision, L4/L5, on 30 November 2026, with a complication.',
    );
  });
});

describe('the trial of a stimulator', () => {
  const trial = operated(DAY0, { kind: 'stimulator-trial' });
  const reported = (reliefPercent: number): Fact =>
    fact('stimulator-trial.reported', '2026-12-10', { reliefPercent, text: 'x' });
  const told = (percent: number): string | undefined => {
    const { entries } = playWhole([trial, reported(percent)], at('2026-12-10', '12:00'), rules);
    const entry = entries.find(({ what }) => what === 'stimulator-trial.reported');
    return entry && journalIn(london)(entry);
  };

  it('is told by the number of the pathway: half of the pain, and not one per cent less', () => {
    expect(told(60)).toContain('60 % less pain; the pathway asks for 50 %: met');
    expect(told(50)).toContain(': met.');
    expect(told(49)).toContain(': not met.');
  });

  it('is remembered with its operation, once', () => {
    const { state } = playWhole([trial, reported(60)], at('2026-12-10', '12:00'), rules);

    expect(state.history.operations).toMatchObject([{ kind: 'stimulator-trial', relief: 60 }]);
    const none = 'No trial of a stimulator waits for its result: record surgery.performed first.';
    expect(why([], reported(60))).toBe(none);
    expect(why([operated()], reported(60))).toBe(none);
    expect(why([trial, reported(60)], { ...reported(70), at: at('2026-12-11') })).toBe(none);
  });
});
