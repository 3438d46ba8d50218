import { burdenOf, middling } from '../../../src/domain/simulate/burden';
import { burdenText } from '../../../src/domain/telling/protocol/burden';
import { at } from '../../support/care/facts';
import { wholeRules } from '../../support/care/whole';

const rules = wholeRules({}, 3);
const says = middling(rules.instruments);
const from = at('2026-01-05', '10:00');

describe('what a pathway asks of a patient', () => {
  const atOnce = burdenOf(rules, says, 'at-once', { from, days: 364 });
  const late = burdenOf(rules, says, 'late', { from, days: 364 });

  it('is told for every four weeks of a year', () => {
    expect(atOnce.months).toHaveLength(13);
    expect(atOnce.months[0]).toMatchObject({ mails: 4, answered: 4 });
  });

  it('is in version 3 at most five routine mails and ninety questions in a month after the first, eight mails for who is late', () => {
    const { over } = burdenText([atOnce, late], rules.pathway.burden?.goals);

    expect(over).toEqual([]);
  });

  it('puts no form twice about the same days', () => {
    expect([...atOnce.tooSoon, ...late.tooSoon]).toEqual([]);
  });

  it('names the month, the habit and the goal where more is asked', () => {
    const { text, over } = burdenText([atOnce], { mails: 3, mailsLate: 8, items: 60, source: 'x' });

    expect(over).toContain('Who answers at once, month 2: 4 mails, the goal is 3.');
    expect(over.join()).toMatch(/Who answers at once, month \d+: \d+ questions, the goal is 60\./);
    expect(text).toContain('| month | answers at once |');
  });
});
