import { sql } from 'kysely';
import { DAY, HOUR, MINUTE } from '../../../src/domain/words/time';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

/** A trial that was stopped at once puts its question. */
async function asked(): Promise<{ id: string; patientId: string }> {
  const one = await c.enrolled();
  await c.record('clinician', one.id, 'diagnosis.recorded', { mechanism: 'neuropathic' });
  const data = { class: 'snri', agent: 'duloxetine', doseLevel: 'target', startedOn: await c.today() };
  await c.record('clinician', one.id, 'medication.started', data);
  await c.record('clinician', one.id, 'medication.stopped', { reason: 'side effects' });
  await c.settle();
  return one;
}
const gates = async (id: string, who: Parameters<CorrectedClinic['as']>[0] = 'clinician') =>
  (await c.as(who).get(`/api/v1/enrolments/${id}/gates`)).body;
const decide = (id: string, who: 'lead' | 'clinician' = 'lead') =>
  c.as(who).post(`/api/v1/enrolments/${id}/events`, {
    ...{ type: 'decision.made', data: { gate: 'surgical-review', choice: 'decline', reason: 'not yet' } },
  });

describe('the open questions of a patient', () => {
  test('API-5, K2-3: are put with what was found, what is missing said aloud, and where each answer leads', async () => {
    const { id } = await asked();

    const { items } = await gates(id);

    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      gate: 'surgical-review',
      stageTitle: 'Trial of a medicine for nerve pain',
      question: expect.stringMatching(/\?$/),
      finding: expect.stringContaining('Not yet adequate'),
      missing: ['4 more weeks at target or maximum-tolerated dose level'],
      escalated: false,
      reasonRequired: true,
      evidence: `/api/v1/enrolments/${id}/evidence`,
      decide: { may: true, why: null },
    });
    expect(items[0].options.map(({ choice, label }: Record<string, string>) => [choice, label])).toEqual([
      ['approve', 'Yes'],
      ['decline', 'No'],
    ]);
    for (const { leadsTo } of items[0].options) expect(leadsTo).toMatch(/^[A-Z].{8,}/);
    for (const { words } of items[0].inputs) expect(words).toMatch(/\S/);
    expect(Date.parse(items[0].answerBy)).toBeGreaterThan(Date.parse(items[0].openedAt));
  });

  test('are read by a coordinator, who is told who decides', async () => {
    const { id } = await asked();

    expect((await gates(id, 'coordinator')).items[0].decide).toEqual({
      may: false,
      why: 'It is for: clinician, lead, as a named person.',
    });
    expect((await c.as('operator').get(`/api/v1/enrolments/${id}/gates`)).status).toBe(403);
  });

  test('are none where nothing is asked, and after the decision', async () => {
    expect((await gates((await c.enrolled()).id)).items).toEqual([]);
    const { id } = await asked();
    expect((await decide(id)).status).toBe(202);
    await c.settle();

    expect((await gates(id)).items).toEqual([]);
  });
});

describe('a decision', () => {
  test('G-8, K2-3: may be taken back for ten minutes by whoever made it, also once something followed', async () => {
    const { id } = await asked();
    const { body } = await decide(id);
    await c.settle();
    expect(Date.parse(body.undoUntil) - (await c.now())).toBeGreaterThan(9 * MINUTE);
    await c.record('clinician', id, 'adverse-event.recorded', { of: 'medicine', severity: 'mild', text: 'sick' });

    const other = await c.retract('clinician', id, body.eventId);
    const undone = await c.retract('lead', id, body.eventId);
    await c.settle();

    expect(other.status).toBe(409);
    expect(undone.status).toBe(202);
    expect(undone.body.undoUntil).toBeNull();
    expect((await gates(id)).items).toMatchObject([{ gate: 'surgical-review' }]);
    expect((await gates(id)).items[0].id).not.toBeNull();
  });

  test('is kept after that once something followed', async () => {
    const { id } = await asked();
    const { body } = await decide(id);
    await c.settle();
    await c.record('clinician', id, 'adverse-event.recorded', { of: 'medicine', severity: 'mild', text: 'sick' });
    await sql`update clinic set clock_offset_ms = clock_offset_ms + ${11 * MINUTE}`.execute(c.db);

    expect((await c.retract('lead', id, body.eventId)).status).toBe(409);
  });
});

describe('who is responsible', () => {
  const staff = async () => {
    const { items } = (await c.as('lead').get('/api/v1/staff')).body as { items: { id: string; name: string }[] };
    return Object.fromEntries(items.map(({ id, name }) => [name, id]));
  };
  const at = async (id: string, ms?: number) =>
    (
      await c
        .as('coordinator')
        .get(`/api/v1/enrolments/${id}/responsibility${ms === undefined ? '' : `?at=${new Date(ms).toISOString()}`}`)
    ).body;
  type Person = { role: string; name: string; why: string; away: boolean };

  test('API-7: is the care team, and whoever is on duty by the rota', async () => {
    const { 'Priya Shah': coordinator, 'Dr Lee': clinician } = await staff();
    const { id } = await c.enrolled({ careTeam: { coordinator, clinician } });

    const { responsible, nobody } = (await at(id)) as { responsible: Person[]; nobody: string[] };

    expect(responsible.map(({ role, name }) => `${role}: ${name}`)).toEqual([
      'coordinator: Priya Shah',
      'clinician: Dr Lee',
      'on-call: Dr Lee',
      'on-call: Dr Amara Osei',
      'on-call: Sam Wright',
    ]);
    expect(responsible[2]?.why).toBe('On duty: Clinician on call');
    expect(nobody).toEqual([]);
  });

  test('is nobody where there is nobody, said aloud, and somebody who is away is said to be', async () => {
    const { 'Dr Lee': clinician } = await staff();
    const { id } = await c.enrolled({ careTeam: { clinician } });
    const now = await c.now();
    const span = { startsAt: new Date(now + DAY).toISOString(), endsAt: new Date(now + 2 * DAY).toISOString() };
    await c.as('lead').post(`/api/v1/staff/${clinician ?? ''}/absences`, span);

    const then = (await at(id, now + 1.5 * DAY)) as { responsible: Person[]; nobody: string[] };

    expect(then.responsible[0]).toMatchObject({ role: 'clinician', name: 'Dr Lee', away: true });
    expect(then.responsible.filter(({ role }) => role === 'on-call').map(({ name }) => name)).not.toContain('Dr Lee');
    expect(then.nobody).toContain('Nobody was on duty: Clinician on call.');
    expect(then.nobody).toContain('The care team has no coordinator: the whole team of coordinators is.');
    expect((await at(id, now - 400 * DAY)).nobody[0]).toContain('was not open at that instant');
  });

  test('API-7: of an open escalation is whoever had it then, hand by hand', async () => {
    const { id, patientId } = await c.enrolled();
    const { 'Dr Amara Osei': lead } = await staff();
    const { escalationId } = await c.store.transact(c.db, async (tx) =>
      c.store.escalations.raiseEscalation(tx, {
        ...{ clinicId: c.clinicId, patientId, enrolmentId: id, tier: 'today', class: 'medication' },
        ...{ rule: 'severe', signalKey: `who ${id}`, at: await c.now() },
      }),
    );
    const owner = async (ms?: number) =>
      ((await at(id, ms)).responsible as Person[]).filter(({ role }) => role === 'escalation').map(({ name }) => name);
    const pass = () => sql`update clinic set clock_offset_ms = clock_offset_ms + ${HOUR}`.execute(c.db);
    const raised = await c.now();
    await pass();
    await c.as('clinician').post(`/api/v1/escalations/${escalationId}/acknowledgement`, {});
    const taken = await c.now();
    await pass();
    await c
      .as('clinician')
      .post(`/api/v1/escalations/${escalationId}/hand-over`, { revision: 1, to: lead, reason: 'x' });

    expect([await owner(raised), await owner(taken + 1), await owner()]).toEqual([[], ['Dr Lee'], ['Dr Amara Osei']]);
  });
});
