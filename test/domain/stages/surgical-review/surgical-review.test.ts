import { plusDays } from '../../../../src/domain/calendar/calendar';
import { refusal } from '../../../../src/domain/facts/table';
import { explain } from '../../../../src/domain/telling/explain';
import type { DomainEvent } from '../../../../src/domain/words/event';
import { at, type Fact } from '../../../support/care/facts';
import { answers, diagnosed, fact, gateIn, playWhole, stageOf, tasksOf, wholeRules } from '../../../support/care/whole';

const rules = wholeRules();
const bypass = (date: string): Fact => fact('stage.bypassed', date, { track: 'care', reason: 'x' });
const inOrder = (facts: Fact[]): Fact[] => [...facts].sort((a, b) => a.at - b.at);

/** Eight sessions, a medicine that is impossible, an assessment, and pain that stays at 7 for six months. */
const everythingTried = inOrder([
  ...diagnosed('neuropathic'),
  ...['gabapentin', 'pregabalin', 'snri', 'tricyclic'].map((name, index) =>
    fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${index}`),
  ),
  fact('psychology.assessed', '2026-11-30', { outcome: 'no-need' }),
  ...Array.from({ length: 8 }, (_, index) => [
    fact(
      'session.booked',
      '2026-11-25',
      { session: `s${index}`, purpose: 'therapy', at: at(plusDays('2026-11-26', index * 7)) },
      `11:0${index}`,
    ),
    fact('session.attended', plusDays('2026-11-26', index * 7), { session: `s${index}` }, '16:00'),
  ]).flat(),
  ...Array.from({ length: 28 }, (_, week) =>
    answers(plusDays('2026-11-23', week * 7), week % 4 === 0 ? { pain: 7, 'rmdq-24': 16, pgic: 4 } : { pain: 7 }),
  ),
]);

describe('the surgical review', () => {
  it('is reached at once by a bypass, from any stage', () => {
    expect(stageOf(playWhole([bypass('2026-11-23')], at('2026-11-24'), rules))).toBe('surgical-review');
    expect(stageOf(playWhole([...diagnosed('axial'), bypass('2026-11-26')], at('2026-11-27'), rules))).toBe(
      'surgical-review',
    );
  });

  it('is reached at once by a structural cause', () => {
    expect(stageOf(playWhole(diagnosed('structural'), at('2026-11-25'), rules))).toBe('surgical-review');
  });

  it('never calls conservative care failed while a part of it is missing, and names the part', () => {
    const played = playWhole([answers('2026-11-21', { pain: 8 }), bypass('2026-11-23')], at('2026-11-24'), rules);

    expect(gateIn(played)?.kind).toBe('not-yet-adequate');
    expect(gateIn(played)?.missing).toEqual(
      expect.arrayContaining(['182 days since the start', 'RMDQ-24 before the start']) as string[],
    );
    expect(gateIn(played)?.missing.join()).toContain('an adequate therapy-block');
  });

  it('finds the evidence complete after six months of everything', () => {
    const played = playWhole(inOrder([...everythingTried, bypass('2027-05-31')]), at('2027-06-01'), rules);

    expect(gateIn(played)).toEqual({ gate: 'surgical-decision', kind: 'decision-due', missing: [] });
  });

  it('without a date after 28 days is told to the lead', () => {
    const facts = [bypass('2026-11-23')];

    expect(tasksOf(playWhole(facts, at('2026-12-20'), rules))).not.toContain('find-review-slot');
    expect(tasksOf(playWhole(facts, at('2026-12-22'), rules))).toContain('find-review-slot');
  });

  it('leads to a follow-up of its decision, either way', () => {
    const decided = (choice: 'approve' | 'decline'): Fact =>
      fact('decision.made', '2026-12-01', { gate: 'surgical-decision', choice, reason: 'x' });

    expect(stageOf(playWhole([bypass('2026-11-23'), decided('approve')], at('2026-12-02'), rules))).toBe(
      'surgical-follow-up',
    );
    expect(stageOf(playWhole([bypass('2026-11-23'), decided('decline')], at('2026-12-02'), rules))).toBe(
      'care-follow-up',
    );
  });
});

describe('a question with answers of its own', () => {
  const third = wholeRules({}, 3);
  const decided = (choice: string) =>
    playWhole(
      inOrder([
        bypass('2026-11-23'),
        fact('decision.made', '2026-11-26', { gate: 'surgical-decision', choice, reason: 'the team advises it' }),
      ]),
      at('2026-11-27'),
      third,
    );

  it('goes where the answer leads, and remembers which it was', () => {
    const played = decided('stimulation');

    expect(stageOf(played)).toBe('surgical-follow-up');
    expect(played.state.history.decisions).toMatchObject([{ gate: 'surgical-decision', choice: 'stimulation' }]);
    expect(played.effects).toContainEqual(expect.objectContaining({ type: 'close-gate', as: 'decided' }));
  });

  it('is put again on a day to come, when more must be known first', () => {
    const until = (date: string) =>
      playWhole(
        inOrder([
          bypass('2026-11-23'),
          fact('decision.made', '2026-11-26', { gate: 'surgical-decision', choice: 'more-evidence', reason: 'x' }),
        ]),
        at(date),
        third,
      );

    expect(gateIn(until('2026-12-20'))).toBeNull();
    expect(gateIn(until('2026-12-26'))?.gate).toBe('surgical-decision');
  });

  it('takes no other answer, and says which there are', () => {
    const { state } = playWhole([bypass('2026-11-23')], at('2026-11-24'), third);
    const event = {
      ...fact('decision.made', '2026-11-24', { gate: 'surgical-decision', choice: 'maybe', reason: 'x' }),
      id: '',
      seq: 9,
      occurredAt: state.now,
      recordedAt: state.now + 1,
      observed: [],
    } as DomainEvent;

    expect(refusal(third, state, event)).toEqual({
      code: 'no-such-answer',
      message:
        '"maybe" is no answer to “Revision surgery, as the team advises?”: choose approve (yes), decline (no), stimulation (a trial of spinal cord stimulation) or more-evidence (more must be known first).',
    });
  });

  it('is told with where each answer leads', () => {
    const { state } = playWhole([bypass('2026-11-23')], at('2026-11-24'), third);
    const [care] = explain(third, state, state.now).tracks;

    expect(care?.answers.map(({ choice, leads }) => [choice, leads])).toEqual([
      ['approve', 'on to “Follow-up of the decision”'],
      ['decline', 'on to “Follow-up”'],
      ['stimulation', 'on to “Follow-up of the decision”'],
      ['more-evidence', 'the question is put again after 4 weeks, at most 3 times; after that on to “Follow-up”'],
    ]);
  });
});
