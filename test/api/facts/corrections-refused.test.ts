import { DAY } from '../../../src/domain/words/time';
import type { NewFact } from '../../../src/storage/enrolment/facts';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';
import { london } from '../../support/care/facts';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

describe('what is not retracted', () => {
  const kept: [string, NewFact, string][] = [
    [
      'answers',
      {
        type: 'check-in.answered',
        data: { checkIn: 'care/diagnosis/weekly@2026-11-21', scores: [], late: false },
        recordedBy: 'patient',
      },
      'response-move',
    ],
    [
      'a safety signal',
      {
        type: 'safety.signalled',
        data: { checkIn: 'care/diagnosis/weekly@2026-11-21', rule: 'x', class: 'spine', tier: 'now' },
        recordedBy: 'patient',
      },
      'whoever resolves',
    ],
    [
      'an escalation',
      { type: 'escalation.raised', data: { escalation: 'x' }, recordedBy: 'patient' },
      'named clinician',
    ],
    [
      'a resolution',
      { type: 'escalation.resolved', data: { escalation: 'x', messages: 'resume' }, recordedBy: 'system' },
      'raises a new',
    ],
    ['time', { type: 'time.passed', data: {}, recordedBy: 'system' }, 'Time cannot'],
    [
      'a change of contact',
      {
        type: 'contact.changed',
        data: { reach: { timeZone: london, preferredTime: '09:00', language: 'en', hasEmail: true, hasPhone: true } },
        recordedBy: 'system',
      },
      'record the right address instead',
    ],
    ['a bounce', { type: 'contact.bounced', data: {}, recordedBy: 'system' }, 'record the right address instead'],
    ['a completed task', { type: 'task.completed', data: { task: 'x' }, recordedBy: 'system' }, 'still to do'],
    [
      'the patient’s own pause',
      { type: 'enrolment.paused', data: { until: 8e15, reason: 'x' }, recordedBy: 'patient' },
      'from the patient',
    ],
    [
      'a consent that came with the enrolment',
      { type: 'consent.changed', data: { email: true }, recordedBy: 'system' },
      'with the enrolment',
    ],
  ];

  test.each(kept)('%s: 409 with what to do instead', async (_case, fact, sentence) => {
    const { id } = await c.enrolled();
    const now = await c.now();
    const possible = fact.type === 'enrolment.paused' ? { ...fact, data: { ...fact.data, until: now + DAY } } : fact;
    const eventId = await c.recordDirectly(id, possible);

    const answer = await c.retract('lead', id, eventId);

    expect([answer.status, answer.body.code]).toEqual([409, 'not-possible-now']);
    expect(answer.body.detail).toContain(sentence);
  });

  test('the start, what was retracted already, and a retraction', async () => {
    const { id } = await c.enrolled();
    const start = await c.db.selectFrom('event').select('id').where('enrolment_id', '=', id).executeTakeFirstOrThrow();
    const ordered = await c.record('clinician', id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });
    const first = await c.retract('clinician', id, ordered);

    const answers = [
      await c.retract('lead', id, start.id),
      await c.retract('lead', id, ordered),
      await c.retract('lead', id, first.body.eventId as string),
    ];

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409]);
    expect(answers.map(({ body }) => body.detail as string)).toEqual([
      expect.stringContaining('enrol the right patient'),
      expect.stringContaining('already'),
      expect.stringContaining('record the fact again'),
    ]);
  });

  test('a fact of another enrolment is not there', async () => {
    const { id } = await c.enrolled();
    const other = await c.enrolled();
    const ordered = await c.record('clinician', other.id, 'imaging.ordered', { modality: 'mri', region: 'lumbar' });

    const answer = await c.retract('lead', id, ordered);

    expect(answer.status).toBe(404);
  });
});
