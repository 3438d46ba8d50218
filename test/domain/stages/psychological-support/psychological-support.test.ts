import { at } from '../../../support/care/facts';
import { answers, fact, gateIn, playWhole, wholeRules } from '../../../support/care/whole';

const rules = wholeRules();
const assessed = fact('psychology.assessed', '2026-11-30', { outcome: 'support' });
const begun = [answers('2026-11-21', { 'phq-9': 14, 'gad-7': 6 }), assessed];

describe('psychological support', () => {
  it.each([
    [{ 'phq-9': 20 }, at('2026-11-27', '17:00')],
    [{ 'phq-9': 10 }, at('2026-12-04', '17:00')],
    [{ 'gad-7': 10 }, at('2026-12-04', '17:00')],
    [{ 'phq-2': 3 }, at('2026-12-04', '17:00')],
    [{ 'phq-9': 9, 'gad-7': 9 }, null],
  ])('with %j asks for an assessment by its day', (scores, dueAt) => {
    const { effects } = playWhole([answers('2026-11-21', scores)], at('2026-11-21', '12:00'), rules);
    const task = effects.find((effect) => effect.type === 'open-task' && effect.task === 'assess-psychology');

    expect(task?.type === 'open-task' ? task.dueAt : null).toBe(dueAt);
  });

  it('is asked for anew, and sooner, when a more urgent score comes', () => {
    const facts = [answers('2026-11-21', { 'phq-9': 12 }), answers('2026-11-24', { 'phq-9': 21 })];
    const { state } = playWhole(facts, at('2026-11-24', '12:00'), rules);

    expect(state.tasks.filter(({ task }) => task === 'assess-psychology').map(({ dueAt }) => dueAt)).toEqual([
      at('2026-12-01', '17:00'),
    ]);
  });

  it('that has not changed anything after eight weeks is put to a clinician early', () => {
    const facts = [...begun, answers('2027-01-16', { 'phq-9': 14 })];

    expect(gateIn(playWhole(facts, at('2027-01-26'), rules), 'psychology')).toMatchObject({
      gate: 'specialist',
      kind: 'not-enough',
    });
  });

  it('that helps is reviewed after twelve weeks', () => {
    const facts = [...begun, answers('2027-01-16', { 'phq-9': 8 }), answers('2027-02-20', { 'phq-9': 8 })];

    expect(gateIn(playWhole(facts, at('2027-01-26'), rules), 'psychology')).toBeNull();
    expect(gateIn(playWhole(facts, at('2027-03-08'), rules), 'psychology')).toMatchObject({
      gate: 'support-review',
      kind: 'success',
    });
  });

  it('that began before anybody knew what led in is measured by every form that may have: unknown is not “did not”', () => {
    const third = wholeRules({}, 3);
    const late = answers('2026-12-05', { 'phq-9': 7, 'gad-7': 16 });
    const until = (facts: Parameters<typeof playWhole>[0]) =>
      gateIn(playWhole([assessed, late, ...facts], at('2027-03-08'), third), 'psychology');

    expect(until([answers('2027-02-20', { 'phq-9': 4, 'gad-7': 15 })])?.kind).not.toBe('success');
    expect(until([answers('2027-02-20', { 'phq-9': 4, 'gad-7': 6 })])?.kind).toBe('success');
  });

  it('that is not needed goes on watching', () => {
    const none = fact('psychology.assessed', '2026-11-30', { outcome: 'no-need' });
    const { state } = playWhole([answers('2026-11-21', { 'phq-9': 12 }), none], at('2026-12-01'), rules);

    expect(state.tasks.map(({ task }) => task)).not.toContain('assess-psychology');
    expect(state.tracks.find(({ track }) => track === 'psychology')?.own).toMatchObject({ phase: 'screening' });
  });

  it('that is not needed is not asked for again because of the score that was looked at', () => {
    const none = fact('psychology.assessed', '2026-11-24', { outcome: 'no-need' });
    const facts = [answers('2026-11-21', { 'phq-9': 12 }), none, answers('2026-11-28', { pain: 6 })];
    const again = [...facts, answers('2026-12-19', { 'phq-2': 4 })];
    const open = (played: ReturnType<typeof playWhole>) => played.state.tasks.map(({ task }) => task);

    expect(open(playWhole(facts, at('2026-11-29'), rules))).not.toContain('assess-psychology');
    expect(open(playWhole(again, at('2026-12-20'), rules))).toContain('assess-psychology');
  });

  it('is assessed when the patient asks, and once for each wish', () => {
    const asks = fact('psychology.requested', '2026-11-23', {});
    const none = fact('psychology.assessed', '2026-11-30', { outcome: 'no-need' });
    const later = answers('2026-12-05', { pain: 5 });
    const tasks = (facts: Parameters<typeof playWhole>[0], date: string) =>
      playWhole(facts, at(date, '12:00'), rules).state.tasks.map(({ task }) => task);

    expect(tasks([asks], '2026-11-23')).toContain('assess-psychology');
    expect(tasks([asks, none, later], '2026-12-06')).not.toContain('assess-psychology');
    expect(tasks([asks, none, later, fact('psychology.requested', '2026-12-07', {})], '2026-12-07')).toContain(
      'assess-psychology',
    );
  });

  it.each([
    [30, true],
    [29, false],
  ])('with a total of %d on the Pain Catastrophizing Scale: %s', (total, asked) => {
    const entered = fact('score.entered', '2026-11-23', { instrument: 'pcs', total });
    const { state } = playWhole([entered], at('2026-11-23', '12:00'), rules);

    expect(state.tasks.some(({ task }) => task === 'assess-psychology')).toBe(asked);
  });

  it('asks the full forms every four weeks while support goes on, and every twelve otherwise', () => {
    const days = (facts: Parameters<typeof playWhole>[0]): string[] => {
      const { entries } = playWhole(facts, at('2027-02-14'), rules);
      return entries
        .filter(({ what, inputs }) => what === 'check-in.opened' && /phq-9/.test(String(inputs[0]?.value)))
        .map(({ key }) => key?.split('@')[1] ?? '');
    };

    expect(days([])).toEqual(['2026-11-21', '2027-02-13']);
    expect(days([assessed])).toEqual(['2026-11-21', '2026-12-19', '2027-01-16', '2027-02-13']);
  });

  it('that is begun between two of its days asks nothing for a day that is past', () => {
    const late = fact('psychology.assessed', '2026-12-21', { outcome: 'support' });
    const { entries } = playWhole([late], at('2027-01-17'), rules);
    const opened = entries.filter(({ what }) => what === 'check-in.opened');

    expect(opened.filter(({ key }) => key?.includes('@2026-12-19'))).toHaveLength(1);
    expect(opened.filter(({ inputs }) => /phq-9/.test(String(inputs[0]?.value))).map(({ key }) => key)).toEqual([
      expect.stringContaining('@2026-11-21'),
      expect.stringContaining('@2027-01-16'),
    ]);
  });
});
