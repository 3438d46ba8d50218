import type { Acknowledged } from './acknowledged';
import { checkRun, checkSame, type Check } from './checker';
import { killPlan } from '../kill-plan';
import type { Rows } from './rows';

const now = Date.UTC(2026, 10, 30, 12);
const settledAt = 5000;

const acknowledged: Acknowledged[] = [
  { what: 'enrolment', who: 'ada', id: 'e1' },
  { what: 'event', who: 'ada', id: 'v2', type: 'diagnosis.recorded', data: { mechanism: 'axial', again: 1 } },
  { what: 'answers', who: 'ada', linkHash: 'ff', instrument: 'peg', values: { '1': 7 } },
  { what: 'answers', who: 'ada', linkHash: 'ff', instrument: 'peg', values: { '2': null } },
  { what: 'help', who: 'ada', linkHash: 'ff' },
  { what: 'sent', who: 'ada', linkHash: 'ff' },
  { what: 'acknowledgement', who: 'ada', escalation: 'x1' },
  { what: 'resolution', who: 'ada', escalation: 'x1', signals: ['s1'] },
  { what: 'completion', who: 'ada', task: 't1' },
];

/** A small run in which every promise was kept. */
function whole(): Rows {
  const event = { enrolmentId: 'e1', quarantined: false };
  const message = { changedAt: 1000, dueAt: now, heldBack: false, enrolmentId: 'e1', escalationId: null, reason: null };
  const entry = {
    at: now,
    what: 'check-in.opened',
    rule: 'weekly@1',
    inputs: [{ name: 'asks', value: 'peg' }],
  } as const;
  const ladder = { who: 'ada', class: 'spine', tier: 'now', acknowledgedUntil: null };
  return {
    now,
    enrolments: [{ id: 'e1', who: 'ada', status: 'active', eventSeq: 4, digestedSeq: 4, journalN: 2, wakeAt: now + 1 }],
    events: [
      { ...event, id: 'v1', seq: 1, type: 'enrolment.started', data: {} },
      { ...event, id: 'v2', seq: 2, type: 'diagnosis.recorded', data: { again: 1, mechanism: 'axial' } },
      { ...event, id: 'v3', seq: 3, type: 'check-in.answered', data: { checkIn: 'care/weekly@2026-11-21' } },
      { ...event, id: 'v4', seq: 4, type: 'escalation.resolved', data: { escalation: 'x1' } },
    ],
    journal: [
      { enrolmentId: 'e1', n: 1, entry: { ...entry, inputs: [...entry.inputs] } },
      { enrolmentId: 'e1', n: 2, entry: { ...entry, what: 'check-in.answered', inputs: [] } },
    ],
    checkIns: [{ id: 'c1', enrolmentId: 'e1', key: 'care/weekly@2026-11-21', status: 'answered' }],
    links: [{ hash: 'ff', checkInId: 'c1' }],
    answers: [
      { checkInId: 'c1', instrument: 'peg', item: '1', revision: 1, value: 7 },
      { checkInId: 'c1', instrument: 'peg', item: '2', revision: 1, value: null },
    ],
    tasks: [{ id: 't1', kind: 'call-patient', status: 'done' }],
    messages: [
      { ...message, id: 'm1', key: 'e1/weekly/invite', state: 'accepted' },
      { ...message, id: 'm2', key: 'e1/weekly/reminder-1', state: 'withheld' },
      { ...message, id: 'm3', key: 'escalation/x1/1', state: 'accepted', enrolmentId: null, escalationId: 'x1' },
      { ...message, id: 'm4', key: 'escalation/x2/1', state: 'accepted', enrolmentId: null, escalationId: 'x2' },
    ],
    attempts: [
      { id: 'a1', messageId: 'm1', startedAt: 900, outcome: 'ambiguous' },
      { id: 'a2', messageId: 'm1', startedAt: 950, outcome: 'accepted' },
      { id: 'a3', messageId: 'm2', startedAt: 900, outcome: 'deferred' },
      { id: 'a4', messageId: 'm3', startedAt: 900, outcome: 'accepted' },
      { id: 'a5', messageId: 'm4', startedAt: 900, outcome: 'accepted' },
    ],
    caught: ['m1', 'm1', 'm3', 'm4'],
    escalations: [
      { ...ladder, id: 'x1', status: 'resolved', nextDueAt: null },
      { ...ladder, id: 'x2', status: 'open', nextDueAt: now + 1 },
    ],
    signals: [
      { id: 's1', escalationId: 'x1', checkInId: 'c1', rule: 'saddle', outcome: 'reached-safe' },
      { id: 's2', escalationId: 'x2', checkInId: null, rule: 'gate', outcome: null },
    ],
    steps: [
      { escalationId: 'x1', what: 'told' },
      { escalationId: 'x1', what: 'acknowledged' },
      { escalationId: 'x1', what: 'resolved' },
      { escalationId: 'x2', what: 'told' },
    ],
    watchRounds: [
      { at: 4000, findings: [{ check: 'enrolment-late', id: 'e1' }] },
      { at: settledAt + 12_000, findings: [] },
    ],
  };
}

const checksOf = (rows: Rows): Check[] => [...checkRun(rows, acknowledged, settledAt), ...checkSame(whole(), rows)];
const faultsOf = (rows: Rows): string[] => checksOf(rows).flatMap(({ faults }) => faults);

/** The one row a fault is planted in. */
function at<T>(rows: readonly T[], index: number): T {
  const row = rows[index];
  if (row === undefined) throw new Error(`There is no row ${index}.`);
  return row;
}

test('a run in which every promise was kept has no fault', () => {
  expect(faultsOf(whole())).toEqual([]);
});

/** Faults by the check that must see them. */
const planted: Record<string, [string, (rows: Rows) => void][]> = {
  'acknowledged is there, once': [
    ['an enrolment that is lost', (rows) => rows.enrolments.splice(0)],
    ['an enrolment made twice', (rows) => rows.enrolments.push({ ...at(rows.enrolments, 0), id: 'e2' })],
    ['a fact that is lost', (rows) => (at(rows.events, 1).type = 'medication.stopped')],
    ['a fact written twice', (rows) => rows.events.push({ ...at(rows.events, 1), id: 'v9', seq: 5 })],
    ['a fact with other data', (rows) => (at(rows.events, 1).data = { mechanism: 'mixed', again: 1 })],
    ['an answer that is lost', (rows) => rows.answers.splice(0, 1)],
    ['an answer that was changed', (rows) => (at(rows.answers, 0).value = 6)],
    ['an answer saved twice', (rows) => rows.answers.push({ ...at(rows.answers, 0), revision: 2 })],
    ['a skipped question that is lost', (rows) => rows.answers.splice(1, 1)],
    ['a form that was sent and is open', (rows) => (at(rows.checkIns, 0).status = 'planned')],
    ['a red flag nobody was told of', (rows) => (at(rows.signals, 0).checkInId = null)],
    ['an acknowledgement that is lost', (rows) => rows.steps.splice(1, 1)],
    ['a resolution that is lost', (rows) => (at(rows.escalations, 0).status = 'open')],
    ['a resolution without its outcome', (rows) => (at(rows.signals, 0).outcome = null)],
    ['a completed task that is open', (rows) => (at(rows.tasks, 0).status = 'open')],
  ],
  'history is whole': [
    ['a gap in the numbers of the facts', (rows) => (at(rows.events, 3).seq = 5)],
    ['a gap in the numbers of the journal', (rows) => (at(rows.journal, 1).n = 3)],
    [
      'a fact that nothing will digest',
      (rows) => Object.assign(at(rows.enrolments, 0), { digestedSeq: 3, wakeAt: null }),
    ],
    ['a quarantined fact', (rows) => (at(rows.events, 1).quarantined = true)],
  ],
  'nothing sent twice or lost': [
    ['a mail sent twice without an ambiguous attempt', (rows) => rows.caught.push('m3')],
    ['a mail sent once more than its ambiguous attempts explain', (rows) => rows.caught.push('m1')],
    ['an accepted mail that was never caught', (rows) => rows.caught.splice(3)],
    ['a mail of no message', (rows) => rows.caught.push('m9')],
    ['an attempt that was never settled', (rows) => (at(rows.attempts, 1).outcome = null)],
    ['a message left in flight', (rows) => (at(rows.messages, 0).state = 'claimed')],
    ['a prompt left lying', (rows) => Object.assign(at(rows.messages, 0), { state: 'planned', dueAt: now - 600_000 })],
  ],
  'prompts as without kills': [['a prompt that was dropped', (rows) => rows.messages.splice(0, 1)]],
  'nothing attempted once withheld': [
    ['an attempt after the message was withheld', (rows) => (at(rows.attempts, 2).startedAt = 1001)],
  ],
  'every escalation climbs': [
    ['an escalation nobody was told of', (rows) => rows.steps.splice(3)],
    ['an escalation without an accepted alert', (rows) => (at(rows.messages, 3).state = 'refused')],
    ['an escalation without a next rung', (rows) => (at(rows.escalations, 1).nextDueAt = null)],
    ['an escalation whose rung is overdue', (rows) => (at(rows.escalations, 1).nextDueAt = now - 180_000)],
    ['an acknowledgement without an end', (rows) => (at(rows.escalations, 1).status = 'acknowledged')],
  ],
  'escalations as without kills': [['an escalation that was never raised', (rows) => rows.escalations.splice(1)]],
  'journal as without kills': [
    ['a journal that lacks its last entry', (rows) => rows.journal.splice(1)],
    [
      'a journal with other inputs',
      (rows) => (at(rows.journal, 0).entry.inputs = [{ name: 'asks', value: 'rmdq-24' }]),
    ],
    ['a journal with another day', (rows) => (at(rows.journal, 0).entry.at += 86_400_000)],
  ],
  'the watch finds nothing late': [
    ['a watch that found something late', (rows) => at(rows.watchRounds, 1).findings.push({ check: 'late', id: 'e1' })],
    ['a watch that calmed down only now', (rows) => (at(rows.watchRounds, 0).at = settledAt + 7000)],
    ['a watch that has stopped looking', (rows) => rows.watchRounds.splice(1)],
  ],
};

describe.each(Object.entries(planted))('the check "%s"', (title, faults) => {
  test.each(faults)('sees %s', (_, plant) => {
    const rows = whole();
    plant(rows);

    const failed = checksOf(rows).filter((check) => check.faults.length > 0);

    expect(failed.map((check) => check.title)).toContain(title);
  });
});

test('the hour of an entry may differ, its day may not', () => {
  const rows = whole();
  at(rows.journal, 0).entry.at += 60_000;

  expect(faultsOf(rows)).toEqual([]);
});

test('the same seed gives the same kills, and seven of them hit every part once', () => {
  expect(killPlan(7, 20, 40)).toEqual(killPlan(7, 20, 40));
  expect(killPlan(7, 20, 40)).not.toEqual(killPlan(8, 20, 40));
  expect(new Set(killPlan(7, 7, 40).map(({ victim }) => victim)).size).toBe(7);
});
