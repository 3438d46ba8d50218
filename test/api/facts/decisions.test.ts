import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

/** A trial that was stopped at once puts its question. */
async function asked(): Promise<{ id: string; patientId: string; started: string }> {
  const one = await c.enrolled();
  await c.record('clinician', one.id, 'diagnosis.recorded', { mechanism: 'neuropathic' });
  const data = { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn: await c.today() };
  const started = await c.record('clinician', one.id, 'medication.started', data);
  await c.record('clinician', one.id, 'medication.stopped', { reason: 'side effects' });
  await c.settle();
  return { ...one, started };
}

const decisions = async (id: string, query = '') =>
  (await c.as('coordinator').get(`/api/v1/enrolments/${id}/decisions${query}`)).body as {
    items: Record<string, unknown>[];
    nextCursor: string | null;
  };

const approve = { gate: 'surgical-review', choice: 'approve', reason: 'nothing else left' };

describe('GET /enrolments/:id/decisions', () => {
  test('says what was asked, what was decided and why, by whom, and what was in view', async () => {
    const { id } = await asked();
    const eventId = await c.record('lead', id, 'decision.made', approve);
    await c.settle();

    const { items, nextCursor } = await decisions(id);

    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        eventId,
        ...approve,
        answer: 'yes',
        at: expect.stringMatching(/Z$/) as string,
        by: 'Dr Amara Osei',
        track: 'care',
        stage: 'neuropathic-trial',
        question: expect.stringMatching(/\?$/) as string,
        askedAt: expect.stringMatching(/Z$/) as string,
        inView: expect.objectContaining({
          kind: 'not-yet-adequate',
          missing: ['4 more weeks at target or maximum-tolerated dose level'],
        }) as object,
        correction: null,
      },
    ]);
  });

  test('says it also before the step has taken it in, and nothing where nothing was decided', async () => {
    const { id } = await asked();
    expect((await decisions(id)).items).toEqual([]);
    c.state.engineWorks = false;

    await c.record('lead', id, 'decision.made', approve);
    const { items } = await decisions(id);
    c.state.engineWorks = true;

    expect(items).toMatchObject([{ choice: 'approve', inView: { kind: 'not-yet-adequate' } }]);
  });

  test('keeps what was in view, and the decision, when one of them is corrected', async () => {
    const { id } = await asked();
    const eventId = await c.record('lead', id, 'decision.made', approve);
    await c.settle();
    const before = (await decisions(id)).items[0];

    expect((await c.retract('lead', id, eventId)).status).toBe(202);
    await c.settle();

    const { items } = await decisions(id);
    expect(items).toEqual([{ ...before, correction: expect.objectContaining({ as: 'retracted' }) as object }]);
  });

  test('is read a page at a time', async () => {
    const { id } = await asked();
    const first = await c.record('lead', id, 'decision.made', approve);
    expect((await c.retract('lead', id, first)).status).toBe(202);
    await c.settle();
    const second = await c.record('lead', id, 'decision.made', { ...approve, choice: 'decline' });
    await c.settle();

    const page = await decisions(id, '?limit=1');
    const next = await decisions(id, `?limit=1&cursor=${page.nextCursor ?? ''}`);

    expect([...page.items, ...next.items].map(({ eventId }) => eventId)).toEqual([first, second]);
  });
});

describe('the timeline', () => {
  test('shows what staff recorded with its values, as it counts now', async () => {
    const { id, started } = await asked();
    const lines = async () =>
      (await c.as('coordinator').get(`/api/v1/enrolments/${id}/timeline?limit=200`)).body.items as {
        eventId?: string;
        data?: object;
      }[];
    const shown = async () => (await lines()).find(({ eventId }) => eventId === started);

    expect(await shown()).toMatchObject({
      type: 'medication.started',
      data: { class: 'snri', agent: 'duloxetine', doseLevel: 'target' },
    });
    const replacement = { class: 'snri', agent: 'venlafaxine', doseLevel: 'target', startedOn: await c.today() };
    expect((await c.retract('clinician', id, started, { replacement })).status).toBe(202);

    expect(await shown()).toMatchObject({ data: { agent: 'venlafaxine' }, correction: { as: 'replaced' } });
    expect((await lines()).filter(({ data }) => data !== undefined)).toHaveLength(3);
  });
});
