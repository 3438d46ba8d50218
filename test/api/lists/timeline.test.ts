import { DAY, MINUTE } from '../../../src/domain/words/time';
import { noFlags, numbered, openAnsweringClinic, type AnsweringClinic } from '../../support/care/answering-clinic';

let c: AnsweringClinic;
beforeAll(async () => {
  c = await openAnsweringClinic();
});
afterAll(async () => {
  await c.close();
});

type Line = {
  at: string;
  kind: string;
  of: string;
  text: string;
  soft: string | null;
  struck: string | null;
  by: string | null;
  why: string | null;
  eventId?: string;
  messageId?: string;
  escalationId?: string;
  canRetract?: boolean;
  undoUntil?: string | null;
  correction?: object | null;
};
type Who = Parameters<typeof c.as>[0];

async function timeline(id: string, query = '', who: Who = 'clinician'): Promise<Line[]> {
  const { status, body } = await c.as(who).get(`/api/v1/enrolments/${id}/timeline?limit=200${query}`);
  expect(status).toBe(200);
  return (body as { items: Line[] }).items;
}

const visit = async () => new Date((await c.now()) - 3_600_000).toISOString();

async function booked(id: string): Promise<string> {
  const at = await visit();
  return c.record('coordinator', id, 'session.booked', { session: 's1', purpose: 'therapy', at });
}

describe('a line of the timeline', () => {
  test('tells a fact in its own words, once, with what was written and what came of it', async () => {
    const { id } = await c.enrolled();
    await booked(id);
    const missed = await c.record('coordinator', id, 'session.missed', {
      session: 's1',
      reason: 'the bus did not come',
    });
    await c.settle();

    const lines = (await timeline(id)).filter(
      ({ eventId, text }) => eventId === missed || text.includes('Did not attend'),
    );

    expect(lines).toEqual([
      expect.objectContaining({
        of: 'fact',
        kind: 'visits',
        icon: 'visits',
        text: expect.stringMatching(/^Did not attend: therapy session of \d+ \w+ \d{4}\.$/),
        soft: '“the bus did not come”',
        by: 'Priya Shah',
        why: null,
        struck: null,
        correction: null,
      }),
    ]);
  });

  test('G-12: of what the pathway did by itself names the rule in words, and its id second', async () => {
    const { id } = await c.enrolled();
    await c.record('clinician', id, 'diagnosis.recorded', { mechanism: 'neuropathic' });
    await c.settle();

    const [stage] = (await timeline(id)).filter(({ of, text }) => of === 'entry' && text.startsWith('Stage “Trial'));

    expect(stage).toMatchObject({ kind: 'decisions', by: null });
    expect(stage?.why).toMatch(
      /^“Diagnosis”: what was recorded says which stage comes next \(post-lam.*#care\/diagnosis\/next\)$/,
    );
  });

  test('tells mail that was not sent, with its reason', async () => {
    const { id } = await c.enrolled();
    await c.record('coordinator', id, 'enrolment.withdrawn', { reason: 'moved away' });
    await c.settle();

    const unsent = (await timeline(id, '&kind=messages')).filter(({ messageId }) => messageId !== undefined);

    expect(unsent.length).toBeGreaterThan(0);
    expect(unsent[0]).toMatchObject({
      kind: 'messages',
      text: expect.stringMatching(/^Not sent: the check-in “weekly” of \d+ \w+ \d{4}\.$/) as string,
      soft: 'Not sent: the patient withdrew.',
    });
  });

  test('tells answers by telephone, and answers that were begun and not sent', async () => {
    const one = await c.asked(['red-flags', 'peg']);
    await c.take(one, { answers: { 'red-flags': noFlags, peg: numbered(8, 7, 9) } });
    await c.settle();

    const answered = (await timeline(one.enrolmentId, '&kind=answers')).filter(({ of }) => of === 'fact');

    expect(answered).toMatchObject([
      {
        text: expect.stringMatching(/^A check-in was answered \((PEG 8, NRS 8|NRS 8, PEG 8)\)\.$/) as string,
        soft: expect.stringMatching(/^On the telephone\./) as string,
      },
    ]);
  });

  test('tells what was done with an escalation: raised, taken on, resolved, by whom', async () => {
    const { id } = await c.enrolled();
    await c.record('clinician', id, 'examination.recorded', { deficit: 'progressive' });
    await c.settle();
    const [open] = (
      (await c.as('clinician').get('/api/v1/escalations')).body as {
        items: { id: string; revision: number; signals: { id: string; enrolmentId: string }[] }[];
      }
    ).items.filter(({ signals }) => signals.some(({ enrolmentId }) => enrolmentId === id));
    await c.as('clinician').post(`/api/v1/escalations/${open?.id ?? ''}/acknowledgement`, { revision: open?.revision });

    const lines = (await timeline(id, '&kind=decisions')).filter(({ escalationId }) => escalationId === open?.id);

    expect(lines).toMatchObject([
      { text: 'Escalated: it must be seen now.', soft: expect.stringMatching(/deficit that gets worse/) as string },
      { text: 'Took the escalation on.', by: expect.stringMatching(/^Dr /) as string },
    ]);
  });
});

describe('a correction', () => {
  test('strikes out what was said, and says by whom and why', async () => {
    const { id } = await c.enrolled();
    await booked(id);
    const wrong = await c.record('clinician', id, 'examination.recorded', { deficit: 'stable' });
    const answer = await c.retract('clinician', id, wrong, { replacement: { deficit: 'none' }, reason: 'wrong row' });
    expect(answer.status).toBe(202);
    await c.settle();
    await c.advance(id);

    const line = (await timeline(id)).find(({ eventId }) => eventId === wrong);

    expect(line).toMatchObject({
      text: 'Examination: deficit none.',
      struck: 'Examination: deficit stable.',
      correction: { as: 'replaced', reason: 'wrong row', by: expect.any(String) as string },
    });
  });

  test('is offered to the author for ten minutes, to a clinician later, and never of what is kept', async () => {
    const { id } = await c.enrolled();
    const fact = await c.record('coordinator', id, 'examination.recorded', { deficit: 'none' });
    await c.settle();
    const of = async (who: Who) => (await timeline(id, '', who)).find(({ eventId }) => eventId === fact);

    const own = await of('coordinator');
    expect(own).toMatchObject({ canRetract: true, undoUntil: expect.stringMatching(/Z$/) as string });
    expect(Date.parse(own?.undoUntil ?? '') - Date.parse(own?.at ?? '')).toBe(c.settings.undoMinutes * MINUTE);
    expect(await of('clinician')).toMatchObject({ canRetract: true, undoUntil: null });

    await c.wait(DAY);
    expect(await of('coordinator')).toMatchObject({ canRetract: false, undoUntil: null });
    expect(await of('lead')).toMatchObject({ canRetract: true, undoUntil: null });
    expect((await timeline(id))[0]).toMatchObject({ canRetract: false });
  });
});

describe('looking for something', () => {
  test('goes by kind and by words, over pages, newest first where that is asked for', async () => {
    const { id } = await c.enrolled();
    await booked(id);
    await c.record('coordinator', id, 'call.made', {
      outcome: 'reached',
      spokeWith: 'patient',
      text: 'Her knee is worse',
    });
    await c.record('coordinator', id, 'call.made', { outcome: 'no-answer' });
    await c.settle();

    const calls = await timeline(id, '&kind=calls');
    const newest = await timeline(id, '&kind=calls,visits&order=newest-first');
    const found = await timeline(id, '&q=KNEE');
    const first = await c.as('clinician').get(`/api/v1/enrolments/${id}/timeline?kind=calls&limit=1`);
    const next = first.body.nextCursor as string;
    const second = await c.as('clinician').get(`/api/v1/enrolments/${id}/timeline?kind=calls&limit=1&cursor=${next}`);

    expect(calls.map(({ text }) => text)).toEqual([
      'Telephone call: reached, spoke with the patient.',
      'Telephone call: no answer.',
    ]);
    expect(newest.map(({ kind }) => kind)).toEqual(['calls', 'calls', 'visits']);
    expect(found.map(({ soft }) => soft)).toEqual(['“Her knee is worse”']);
    expect([first.body.items, second.body.items].flat()).toMatchObject(calls);
  });

  test.each(['kind=news', 'kind=', 'q=', 'order=random'])('refuses %s by name', async (query) => {
    const { id } = await c.enrolled();

    expect((await c.as('clinician').get(`/api/v1/enrolments/${id}/timeline?${query}`)).status).toBe(422);
  });
});
