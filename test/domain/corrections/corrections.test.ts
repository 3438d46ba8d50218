import { corrected, isCorrection } from '../../../src/domain/corrections/corrections';
import { digest } from '../../../src/domain/step/digest';
import { digestStored, walksBefore } from '../../../src/domain/step/rebuild';
import type { Correction, DomainEvent } from '../../../src/domain/words/event';
import { openItemsOf, returnedDecisions } from '../../../src/domain/corrections/open-items';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { DAY } from '../../../src/domain/words/time';
import { at, enrolled, type Fact, firstOn, numbered } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';

const rules = shippedRules();
const weekly = `care/diagnosis/weekly@${firstOn}`;
const answer: Fact = {
  type: 'check-in.answered',
  at: at('2026-11-21', '12:00'),
  data: { checkIn: weekly, scores: [{ score: 'peg', value: 8, raw: 24 }], late: false },
};
const diagnosis: Fact = { type: 'diagnosis.recorded', at: at('2026-11-24'), data: { mechanism: 'neuropathic' } };
const start: Fact = {
  type: 'medication.started',
  at: at('2026-11-25'),
  data: { class: 'snri', agent: 'x', doseLevel: 'target', startedOn: '2026-11-25' },
};
const stop: Fact = { type: 'medication.stopped', at: at('2026-12-08'), data: { reason: 'x' } };
const decision: Fact = {
  type: 'decision.made',
  at: at('2026-12-09'),
  data: { gate: 'surgical-review', choice: 'approve', reason: 'x' },
};

/** Takes one fact back, `when` after the others were digested up to then. */
function without(facts: Fact[], id: string, when: number, more: { replacement?: Record<string, unknown> } = {}) {
  const history = numbered([enrolled, ...facts]);
  const before = digest(rules, null, history, { now: when - 1, observed: [] });
  const of = history.find((event) => event.id === id)?.type ?? 'time.passed';
  const data: Correction & { replacement?: Record<string, unknown> } = {
    event: id,
    of,
    reason: 'x',
    found: openItemsOf(before.state),
    returned: [],
    sent: ['one', 'two'],
    ...more,
  };
  const [correction] = numbered([{ type: 'event.retracted', at: when, data }], history.length + 1);
  if (!correction || !isCorrection(correction)) throw new Error('no correction');
  const walks = walksBefore(rules, history, correction);
  const target = history.find((event) => event.id === id) as DomainEvent;
  correction.data.returned = returnedDecisions(walks.was.entries, walks.is.entries, history, target);
  const step = digestStored(rules, { state: before.state, history }, [correction], { now: when, observed: [] });
  return { ...step, before: before.state, returned: correction.data.returned };
}

const stageOf = ({ tracks }: EnrolmentState): string | undefined => tracks[0]?.stage;

describe('facts after their corrections', () => {
  it('a retracted one leaves its seat to the time, with what was seen until then', () => {
    const events = numbered([enrolled, { ...diagnosis, observed: [seen('a')] }]);
    const found = { ended: false, tasks: [], gates: [], checkIns: [], writing: true };
    const data = { event: 'event-2', of: 'diagnosis.recorded' as const, reason: 'x', found, returned: [], sent: [] };
    const [correction] = numbered(
      [{ type: 'event.retracted', at: at('2026-12-01'), data, observed: [seen('a'), seen('b')] }],
      3,
    );
    const list = corrected([...events, ...(correction ? [correction] : [])]);

    expect(list.map(({ type }) => type)).toEqual(['enrolment.started', 'time.passed', 'event.retracted']);
    expect(list[1]).toMatchObject({ seq: 2, recordedAt: diagnosis.at, data: {} });
    expect(list[1]?.observed.map(({ checkIn }) => checkIn)).toEqual(['a', 'b']);
    expect(list[0]?.observed).toEqual([]);
  });

  it('a correction of a fact that could not be taken in changes nothing', () => {
    const events = numbered([enrolled, diagnosis]);
    const found = { ended: false, tasks: [], gates: [], checkIns: [], writing: true };
    const data = { event: 'gone', of: 'diagnosis.recorded' as const, reason: 'x', found, returned: [], sent: [] };
    const all = [...events, ...numbered([{ type: 'event.retracted', at: at('2026-12-01'), data }], 3)];

    expect(corrected(all)).toEqual(all);
  });
});

const seen = (checkIn: string) => ({ checkIn, promptAcceptedAt: null, scores: [], anyAnswer: false });

describe('a diagnosis that was taken back', () => {
  const when = at('2026-11-27', '15:00');
  const step = without([answer, diagnosis], 'event-3', when);

  it('puts the track back, and the journal says so beside what it said before', () => {
    expect([stageOf(step.before), stageOf(step.state)]).toEqual(['neuropathic-trial', 'diagnosis']);
    const [first] = step.entries.filter(({ what }) => what === 'event.retracted');
    expect(first?.inputs).toEqual([
      { name: 'fact', value: 'diagnosis.recorded' },
      { name: 'replaced', value: 'no' },
      { name: 'messages sent since', value: 2 },
      { name: 'sent', value: 'one' },
      { name: 'sent', value: 'two' },
    ]);
    // What the journal did not say yet stands before what the correction itself brings about.
    const place = step.entries.findIndex(({ what }) => what === 'event.retracted');
    expect(step.entries.map(({ rebuilt }) => rebuilt === true)).toEqual(
      step.entries.map((_entry, index) => index < place),
    );
  });

  it('keeps the answer that was given, under whatever stage’s name', () => {
    const week = at('2026-11-28', '12:00');
    const inTrial: Fact = {
      ...answer,
      at: week,
      data: {
        checkIn: 'care/neuropathic-trial/weekly@2026-11-28',
        scores: [{ score: 'peg', value: 5, raw: 15 }],
        late: false,
      },
    };
    const later = without([answer, diagnosis, inTrial], 'event-3', week + DAY);
    const open = later.state.checkIns.find(({ key }) => key.endsWith('@2026-11-28'));

    expect(later.state.scores.peg?.map(({ value }) => value)).toEqual([8, 5]);
    expect(open).toMatchObject({ key: 'care/neuropathic-trial/weekly@2026-11-28', answered: true });
    expect(later.effects.filter(({ type }) => type === 'close-check-in')).toEqual([]);
  });
});

describe('a trial start that was taken back after the decision', () => {
  const step = without([answer, diagnosis, start, stop, decision], 'event-4', at('2026-12-10'));

  it('returns the decision to the one who made it, and the review is gone', () => {
    expect(step.returned).toEqual([{ event: 'event-6', gate: 'surgical-review' }]);
    expect([stageOf(step.before), stageOf(step.state)]).toEqual(['surgical-review', 'neuropathic-trial']);
    expect(step.effects).toContainEqual(
      expect.objectContaining({ type: 'open-task', task: 'look-at-decision', forRecorderOf: 'event-6' }),
    );
    const gate = step.before.tracks[0]?.gate?.key;
    expect(step.effects).toContainEqual({ type: 'close-gate', key: gate, as: 'withdrawn', corrected: true });
    expect(step.effects.filter(({ type }) => type === 'raise-escalation')).toEqual([]);
  });
});

describe('a start with another date, of which the decision had read', () => {
  it('returns a decision that is still possible', () => {
    const replacement = { class: 'snri', agent: 'x', doseLevel: 'starting', startedOn: '2026-11-25' };
    const step = without([answer, diagnosis, start, stop, decision], 'event-4', at('2026-12-10'), { replacement });

    expect(stageOf(step.state)).toBe('surgical-review');
    expect(step.returned.map(({ gate }) => gate)).toEqual(['surgical-review']);
  });
});

describe('a decision that was taken back', () => {
  const when = at('2026-12-30');
  const step = without([answer, diagnosis, start, stop, decision], 'event-6', when);
  const gate = step.state.tracks[0]?.gate;

  it('puts its question again with all of its time, and lets it escalate again', () => {
    expect(gate).toMatchObject({ gate: 'surgical-review', escalated: false, renewedAt: when });
    expect(gate?.answerBy).toBe(when + 7 * DAY);
    expect(step.effects).toContainEqual(expect.objectContaining({ type: 'open-gate', key: gate?.key, again: true }));
    const later = digest(rules, step.state, [], { now: when + 8 * DAY, observed: [] });
    expect(later.effects).toContainEqual(
      expect.objectContaining({ type: 'raise-escalation', key: `${gate?.key ?? ''}/unanswered/${when}` }),
    );
  });
});

describe('an end that was taken back', () => {
  const died: Fact = { type: 'patient.died', at: at('2026-11-24'), data: {} };
  const when = at('2026-12-20', '15:00');
  const step = without([answer, died], 'event-3', when);

  it('reopens on hold, closes what the end had opened, and asks nobody about days that are past', () => {
    expect(step.state.ended).toBeNull();
    expect(step.state.onHold).toEqual({ since: when });
    const opened = step.effects.flatMap((effect) => (effect.type === 'open-task' ? [effect.task] : []));
    expect(opened).toContain('check-before-resuming');
    expect(opened).not.toContain('ask-by-phone');
    expect(step.state.tasks.map(({ task }) => task)).not.toContain('tell-family-contact-ended');
    const closed = step.effects.flatMap((effect) =>
      effect.type === 'close-task' ? [[effect.key, effect.because]] : [],
    );
    expect(closed).toEqual([['tell-family-contact-ended/2026-11-24', 'corrected']]);
    const due = step.effects.flatMap((effect) => (effect.type === 'open-task' ? [effect.dueAt] : []));
    expect(due.every((each) => each > when)).toBe(true);
    expect(step.effects.filter(({ type }) => type === 'raise-escalation')).toEqual([]);
  });
});

describe('medicines after a correction of what came before them', () => {
  const takenIn = ({ history }: EnrolmentState): string[] => (history.medicines?.taken ?? []).map((each) => each.class);

  it('are still taken, although no stage took their start', () => {
    const { state, before } = without([answer, diagnosis, start], 'event-3', at('2026-12-01'));

    expect(takenIn(before)).toEqual(['snri']);
    expect(stageOf(state)).toBe('diagnosis');
    expect(takenIn(state)).toEqual(['snri']);
  });

  it('that were stopped are not', () => {
    const { state } = without([answer, diagnosis, start, stop], 'event-3', at('2026-12-09'));

    expect(takenIn(state)).toEqual([]);
  });
});

it('what a correction asks for the same day is due at the end of that staffed day', () => {
  const late: Fact = {
    type: 'check-in.answered',
    at: at('2026-11-21', '12:00'),
    data: { checkIn: weekly, scores: [], late: false, unknown: ['red-flag.bladder-change'] },
  };
  const key = `ask-left-blank/${weekly}/red-flags`;
  const history = numbered([enrolled, late, diagnosis]);
  const when = at('2026-11-26', '10:00');
  const before = digest(rules, null, history, { now: when - 1, observed: [] });
  const found = { ...openItemsOf(before.state), tasks: [] };
  const data = { event: 'event-3', of: 'diagnosis.recorded' as const, reason: 'x', found, returned: [], sent: [] };
  const corrections = numbered([{ type: 'event.retracted', at: when, data }], 4);
  const step = digestStored(rules, { state: before.state, history }, corrections, { now: when, observed: [] });

  expect(step.effects).toContainEqual(
    expect.objectContaining({ type: 'open-task', key, dueAt: at('2026-11-26', '17:00') }),
  );
});
