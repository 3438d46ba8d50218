import { DAY } from '../../../src/domain/words/time';
import { deactivate } from '../../../src/storage/clinic/staff';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
let staff: Record<'priya' | 'lee' | 'osei' | 'left', string>;
beforeAll(async () => {
  c = await openCorrectedClinic();
  const { items } = (await c.as('lead').get('/api/v1/staff')).body as { items: { id: string; name: string }[] };
  const idOf = (name: string) => items.find((each) => each.name === name)?.id ?? name;
  const gone = { clinicId: c.clinicId, name: 'Dr Gone', role: 'clinician', email: null } as const;
  const left = await c.store.staff.addStaff(c.db, gone);
  await c.store.transact(c.db, (tx) => deactivate(tx, left));
  staff = { priya: idOf('Priya Shah'), lee: idOf('Dr Lee'), osei: idOf('Dr Amara Osei'), left };
});
afterAll(async () => {
  await c.close();
});

const change = (patientId: string, data: object) =>
  c.as('coordinator').post(`/api/v1/patients/${patientId}/events`, { type: 'care-team.changed', data });
const teamOf = async (patientId: string) => {
  const { careTeam } = (await c.as('coordinator').get(`/api/v1/patients/${patientId}`)).body as {
    careTeam: Record<'coordinator' | 'clinician', { name: string } | null>;
  };
  return [careTeam.coordinator?.name ?? null, careTeam.clinician?.name ?? null];
};
const responsible = async (id: string, at: number) => {
  const path = `/api/v1/enrolments/${id}/responsibility?at=${new Date(at).toISOString()}`;
  const { responsible: all } = (await c.as('coordinator').get(path)).body as {
    responsible: { role: string; name: string; why: string }[];
  };
  return all.filter(({ role }) => role === 'clinician' || role === 'coordinator');
};
type Line = { text: string; type?: string; eventId?: string; correction: object | null };
const told = async (id: string) => {
  const { items } = (await c.as('coordinator').get(`/api/v1/enrolments/${id}/timeline?limit=200`)).body as {
    items: Line[];
  };
  return items.filter(({ text }) => /^(Coordinator|Clinician): /.test(text)).map(({ text }) => text);
};

test('who looks after a patient can be changed, and the timeline tells who it was before', async () => {
  const { id, patientId } = await c.enrolled({ careTeam: { clinician: staff.lee } });

  const changed = await change(patientId, { coordinator: staff.priya, clinician: staff.osei });

  expect([changed.status, changed.body.detail]).toEqual([202, undefined]);
  expect(await teamOf(patientId)).toEqual(['Priya Shah', 'Dr Amara Osei']);
  expect((await change(patientId, { clinician: null })).status).toBe(202);
  expect(await teamOf(patientId)).toEqual(['Priya Shah', null]);
  expect(await told(id)).toEqual([
    'Coordinator: Priya Shah, before: nobody. Clinician: Dr Amara Osei, before: Dr Lee.',
    'Clinician: nobody, before: Dr Amara Osei.',
  ]);
  // No decision knows of it: nobody was woken, and the next step takes it in.
  await c.settle();
  await c.advance(id);
  await c.rebuilt(id);
});

test('it reaches every open enrolment, and the lists of whoever it names', async () => {
  const one = await c.enrolled({ careTeam: { clinician: staff.lee } });
  const other = await c.alsoOn('knee-osteoarthritis', one.patientId);

  expect((await change(one.patientId, { clinician: staff.osei })).status).toBe(202);

  const rows = await c.db.selectFrom('enrolment').select('care_team').where('id', 'in', [one.id, other.id]).execute();
  expect(rows.map((row) => row.care_team)).toEqual([{ clinician: staff.osei }, { clinician: staff.osei }]);
});

test('what was true at an earlier instant stays true', async () => {
  const { id, patientId } = await c.enrolled({ careTeam: { coordinator: staff.priya, clinician: staff.lee } });
  const before = await c.now();
  await c.wait(2 * DAY);
  await change(patientId, { clinician: staff.osei });
  await c.wait(DAY);
  const now = await c.now();

  expect((await responsible(id, before)).map(({ name }) => name)).toEqual(['Priya Shah', 'Dr Lee']);
  const today = await responsible(id, now);
  expect(today.map(({ name }) => name)).toEqual(['Priya Shah', 'Dr Amara Osei']);
  expect(today[0]?.why).not.toBe(today[1]?.why.replace('Clinician', 'Coordinator'));
});

test('taken back within the undo time it is as if it had never been; a later change stays', async () => {
  const { id, patientId } = await c.enrolled({ careTeam: { clinician: staff.lee } });
  const first = (await change(patientId, { clinician: staff.osei })).body as { events: { eventId: string }[] };
  await change(patientId, { coordinator: staff.priya });

  const undone = await c.retract('coordinator', id, first.events[0]?.eventId ?? '');

  expect([undone.status, undone.body.detail]).toEqual([202, undefined]);
  expect(await teamOf(patientId)).toEqual(['Priya Shah', 'Dr Lee']);
  expect((await responsible(id, await c.now())).map(({ name }) => name)).toEqual(['Priya Shah', 'Dr Lee']);
  await c.rebuilt(id);
});

test('the right person put in the place of a wrong one is who it was from then on', async () => {
  const { id, patientId } = await c.enrolled({ careTeam: { clinician: staff.lee } });
  const wrong = (await change(patientId, { clinician: null })).body as { events: { eventId: string }[] };

  const replacement = { clinician: staff.osei };
  const mended = await c.retract('clinician', id, wrong.events[0]?.eventId ?? '', { replacement });

  expect([mended.status, mended.body.detail]).toEqual([202, undefined]);
  expect(await teamOf(patientId)).toEqual([null, 'Dr Amara Osei']);
  expect(await told(id)).toEqual(['Clinician: Dr Amara Osei, before: Dr Lee.']);
});

describe('whoever cannot be it is refused, and nothing is written', () => {
  test.each([
    ['a stranger', () => ({ clinician: '0199a000-0000-7000-8000-000000000000' }), 'data.clinician', /no such member/],
    ['somebody who has left', () => ({ clinician: staff.left }), 'data.clinician', /does not work here any more/],
    ['a coordinator as clinician', () => ({ clinician: staff.priya }), 'data.clinician', /as clinician or lead/],
    ['a clinician as coordinator', () => ({ coordinator: staff.lee }), 'data.coordinator', /as coordinator or lead/],
    ['nobody at all', () => ({}), 'data', /Give coordinator, clinician or both/],
  ])('%s', async (_who, data, field, message) => {
    const { id, patientId } = await c.enrolled({ careTeam: { clinician: staff.lee } });

    const answer = await change(patientId, data());

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ field, message: expect.stringMatching(message) }]);
    expect([await teamOf(patientId), await told(id)]).toEqual([[null, 'Dr Lee'], []]);
  });

  test('a patient who is on no pathway now has no care team', async () => {
    const { id, patientId } = await c.enrolled();
    await c.record('coordinator', id, 'enrolment.withdrawn', { reason: 'moved away' });

    const answer = await change(patientId, { clinician: staff.osei });

    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringMatching(/on no pathway now/)]);
  });

  test('enrolling asks the same', async () => {
    await expect(c.enrolled({ careTeam: { coordinator: staff.lee } })).rejects.toThrow(/as coordinator or lead/);
  });
});

test('the list of staff says who can be what', async () => {
  const { items } = (await c.as('coordinator').get('/api/v1/staff')).body as {
    items: { name: string; places: string[] }[];
  };
  const places = Object.fromEntries(items.map((each) => [each.name, each.places]));

  expect(places).toMatchObject({
    'Priya Shah': ['coordinator'],
    'Dr Lee': ['clinician'],
    'Dr Amara Osei': ['coordinator', 'clinician'],
    'Dr Gone': [],
  });
});

describe('when somebody leaves', () => {
  const handOver = (who: 'coordinator' | 'clinician', from: string, to: object) =>
    c.as(who).post(`/api/v1/staff/${from}/handover`, to);
  const joined = (name: string, role: 'coordinator' | 'lead') =>
    c.store.staff.addStaff(c.db, { clinicId: c.clinicId, name, role, email: null });

  test('all who name her go to others in one act, row by row, and what is left is counted', async () => {
    const leaving = await joined('Leaving Lead', 'lead');
    const one = await c.enrolled({ careTeam: { coordinator: leaving, clinician: leaving } });
    const two = await c.enrolled({ careTeam: { coordinator: staff.priya, clinician: leaving } });
    const before = await c.now();
    await c.store.transact(c.db, (tx) => deactivate(tx, leaving));
    const counted = async () => {
      const { items } = (await c.as('lead').get('/api/v1/staff')).body as { items: { id: string; patients: object }[] };
      return items.find(({ id }) => id === leaving)?.patients;
    };
    expect(await counted()).toEqual({ coordinator: 1, clinician: 2 });
    await c.wait(DAY);

    const done = await handOver('coordinator', leaving, { clinician: staff.osei });

    expect([done.status, done.body.detail, done.body.left]).toEqual([200, undefined, 0]);
    expect(done.body.items.map(({ ok, words }: { ok: boolean; words: string }) => [ok, words])).toEqual([
      [true, 'Handed over as clinician.'],
      [true, 'Handed over as clinician.'],
    ]);
    expect(await counted()).toEqual({ coordinator: 1, clinician: 0 });
    expect(await teamOf(one.patientId)).toEqual(['Leaving Lead', 'Dr Amara Osei']);
    expect(await teamOf(two.patientId)).toEqual(['Priya Shah', 'Dr Amara Osei']);
    expect(await told(two.id)).toEqual(['Clinician: Dr Amara Osei, before: Leaving Lead.']);
    expect((await responsible(two.id, before)).map(({ name }) => name)).toEqual(['Priya Shah', 'Leaving Lead']);
    const looked = c.db.selectFrom('audit_log').select('subject').where('action', '=', 'POST /staff/:id/handover');
    expect((await looked.execute()).map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([one.patientId, two.patientId]),
    );

    expect((await handOver('coordinator', leaving, { coordinator: null })).body).toMatchObject({
      items: [{ ok: true }],
    });
    expect(await teamOf(one.patientId)).toEqual([null, 'Dr Amara Osei']);
    expect((await handOver('coordinator', leaving, { coordinator: null })).body).toEqual({ items: [], left: 0 });
  });

  test('not to herself, not to whoever cannot be it, not by a clinician, and of this clinic alone', async () => {
    const fields = ({ body }: { body: { errors?: { field: string }[] } }) => body.errors?.map(({ field }) => field);

    expect(fields(await handOver('coordinator', staff.lee, { clinician: staff.lee }))).toEqual(['clinician']);
    expect(fields(await handOver('coordinator', staff.lee, { clinician: staff.left }))).toEqual(['clinician']);
    expect((await handOver('coordinator', staff.lee, {})).status).toBe(422);
    expect((await handOver('clinician', staff.lee, { clinician: null })).status).toBe(403);
    const nobody = '0199a000-0000-7000-8000-000000000000';
    expect((await handOver('coordinator', nobody, { clinician: null })).status).toBe(404);
  });
});
