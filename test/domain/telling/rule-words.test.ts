import { ruleInWords, ruleText } from '../../../src/domain/telling/rule-words';
import { explain } from '../../../src/domain/telling/explain';
import { factTitles } from '../../../src/domain/telling/fact-titles';
import { at } from '../../support/care/facts';
import { diagnosed, injected, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

const rules = wholeRules();

describe('a rule in words', () => {
  it.each([
    ['post-laminectomy-syndrome/v2#care/first', 'the first stage of the track “care”'],
    [
      'post-laminectomy-syndrome/v2#rehabilitation/begins-with/diagnosis.recorded',
      'the track “rehabilitation” begins with: Diagnosis',
    ],
    ['post-laminectomy-syndrome/v2#care/diagnosis/deadline', /^“Diagnosis”: the time/],
    ['post-laminectomy-syndrome/v2#care/injection/after-injection/decline', /^“Another technique .*” was answered no$/],
    [
      'post-laminectomy-syndrome/v2#care/injection/success.half-of-the-pain',
      /^what “Injection or nerve block” calls success$/,
    ],
    ['post-laminectomy-syndrome/v2#weekly/missed', 'the check-in “weekly” was not answered in its time'],
    ['event/session.attended', 'recorded: attended'],
    ['session/outcome-not-recorded', /^nobody had recorded/],
    ['red-flag.fever', /./],
  ])('%s', (rule, words) => {
    expect(ruleInWords(rules, rule)).toMatch(words);
  });

  it('is the id alone where this release knows no words for it', () => {
    expect(ruleText(rules, 'of-a-later-release')).toBe('of-a-later-release');
  });

  it('is known of every rule that a long course of care names', () => {
    const { entries } = playWhole([...towardsInjection, ...injected('2026-12-07')], at('2027-08-01'), rules);
    const named = [...new Set(entries.map(({ rule }) => rule))];

    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((rule) => ruleInWords(rules, rule) === null)).toEqual([]);
  });

  it('G-12: stands before its id in the answer to why somebody is here', () => {
    const { state } = playWhole(diagnosed('neuropathic'), at('2026-12-01'), rules);
    const texts = explain(rules, state, state.now).tracks.map(({ why }) => why.text);

    expect(texts[0]).toBe(
      'In “Trial of a medicine for nerve pain” since 24 November 2026: “Diagnosis”: what was recorded says which stage comes next (post-laminectomy-syndrome/v2#care/diagnosis/next); mechanism: neuropathic.',
    );
    expect(explain(rules, state, state.now).summary).not.toMatch(/nothing/);
  });
});

test('every title of a fact is short and no sentence', () => {
  expect(
    Object.values<{ title: string }>(factTitles).filter(({ title }) => title.length > 60 || title.endsWith('.')),
  ).toEqual([]);
});
