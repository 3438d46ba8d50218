import { explain } from '../../src/domain/telling/explain';
import { rebuild } from '../../src/domain/step/rebuild';
import { upCast } from '../../src/domain/step/up-cast';
import { allTables } from '../support/servers/all-tables';
import { anEnrolment, createApiFixture, type ApiFixture } from '../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const pathwayId = 'post-laminectomy-syndrome';
const none = '0'.repeat(64);

async function enrolled(version = 1): Promise<string> {
  const reply = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version }));
  expect(reply.status).toBe(201);
  await f.settle();
  return (reply.body as { id: string }).id;
}

const preview = (
  id: string,
  body: object = { toVersion: 2 },
  who: 'clinician' | 'lead' | 'coordinator' = 'clinician',
) => f.as(who).post(`/api/v1/enrolments/${id}/migration-preview`, body);
const migrate = (id: string, data: object, who: 'clinician' | 'lead' | 'coordinator' = 'clinician') =>
  f.as(who).post(`/api/v1/enrolments/${id}/events`, { type: 'pathway.migrated', data });
const hashOf = async (id: string, body: object = { toVersion: 2 }): Promise<string> =>
  ((await preview(id, body)).body as { hash: string }).hash;
const row = (id: string) => f.db.selectFrom('enrolment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('a preview of a migration', () => {
  it('tells the difference and changes nothing at all', async () => {
    const id = await enrolled();
    const before = await allTables(f.db);

    const reply = await preview(id);

    expect(reply.status).toBe(200);
    expect(await allTables(f.db)).toEqual(before);
    const body = reply.body as { tracks: { track: string; does: string }[]; hash: string };
    expect(body.tracks.map(({ track, does }) => [track, does])).toContainEqual(['care', 'goes-on']);
    expect(body.tracks.some(({ does }) => does === 'begins')).toBe(true);
    expect(body.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is for clinicians and leads, and only in their own clinic', async () => {
    const id = await enrolled();
    const { key } = await f.otherClinic('lead');

    expect((await preview(id, { toVersion: 2 }, 'coordinator')).status).toBe(403);
    expect((await preview(id, { toVersion: 2 }, 'lead')).status).toBe(200);
    expect((await f.as({ key }).post(`/api/v1/enrolments/${id}/migration-preview`, { toVersion: 2 })).status).toBe(404);
  });

  it('says at once that a version can not take over', async () => {
    const id = await enrolled();

    const reply = await preview(id, { toVersion: 9 });

    expect(reply.status).toBe(409);
    expect((reply.body as { detail: string }).detail).toBe('There is no version 9 of this pathway.');
  });
});

describe('a migration', () => {
  it('moves the enrolment once the difference was looked at, and the facts rebuild the snapshot', async () => {
    const id = await enrolled();
    const other = await enrolled();
    const untouched = await row(other);
    const hash = await hashOf(id);

    const reply = await migrate(id, { toVersion: 2, reason: 'The whole pathway.', preview: hash });
    await f.settle();

    expect(reply.status).toBe(202);
    const moved = await row(id);
    expect(moved.pathway_version).toBe(2);
    const state = upCast(moved.snapshot);
    const events = await f.store.facts.factsBefore(f.db, id, moved.event_seq + 1);
    const rules = f.deps.rules({ id: pathwayId, version: 2 }, f.settings);
    expect(rebuild(rules, events, { now: state.now, observed: [] })).toEqual(state);
    expect(explain(rules, state, state.now).tracks.length).toBeGreaterThan(1);
    expect(await row(other)).toEqual(untouched);
    const shown = await f.as('clinician').get(`/api/v1/enrolments/${id}`);
    expect(shown.body).toMatchObject({ pathway: { id: pathwayId, version: 2 } });
    const timeline = await f.as('clinician').get(`/api/v1/enrolments/${id}/timeline?limit=200`);
    expect(JSON.stringify(timeline.body)).toContain('moved from version 1 of the pathway to version 2');
  });

  it('is shown as done before its step was carried out', async () => {
    const id = await enrolled();
    const hash = await hashOf(id);
    f.state.engineWorks = false;
    try {
      await migrate(id, { toVersion: 2, reason: 'x', preview: hash });

      expect((await row(id)).pathway_version).toBe(1);
      const shown = await f.as('clinician').get(`/api/v1/enrolments/${id}`);
      expect(shown.body).toMatchObject({ pathway: { version: 2 } });
      const paused = await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
        type: 'stage.bypassed',
        data: { track: 'care', reason: 'x' },
      });
      expect(paused.status).toBe(202);
    } finally {
      f.state.engineWorks = true;
    }
    await f.advance(id);
    const after = await row(id);
    expect(after.pathway_version).toBe(2);
    expect(upCast(after.snapshot).tracks.find(({ track }) => track === 'care')?.stage).toBe('surgical-review');
  });

  it('is refused with a difference that no longer holds, and nothing is written', async () => {
    const id = await enrolled();
    const hash = await hashOf(id);
    await f.as('clinician').post(`/api/v1/enrolments/${id}/events`, {
      type: 'history.recorded',
      data: { previousOperations: 1 },
    });
    await f.settle();
    const before = await row(id);

    const reply = await migrate(id, { toVersion: 2, reason: 'x', preview: hash });

    expect(reply.status).toBe(409);
    expect((reply.body as { detail: string }).detail).toBe(
      'Something changed since the difference was looked at: look at the difference again, and decide anew.',
    );
    expect(await row(id)).toEqual(before);
    expect((await migrate(id, { toVersion: 2, reason: 'x', preview: none })).status).toBe(409);
    expect((await migrate(id, { toVersion: 2, reason: 'x', preview: await hashOf(id) })).status).toBe(202);
  });

  it('carries the very choices that were looked at', async () => {
    const id = await enrolled();
    const stageMap = { care: 'surgical-review' };
    const hash = await hashOf(id);
    const mapped = await hashOf(id, { toVersion: 2, stageMap });

    expect(mapped).not.toBe(hash);
    expect((await migrate(id, { toVersion: 2, stageMap, reason: 'x', preview: hash })).status).toBe(409);
    expect((await migrate(id, { toVersion: 2, stageMap, reason: 'x', preview: mapped })).status).toBe(202);
  });

  it('is decided by a named clinician or lead, with a reason', async () => {
    const id = await enrolled();
    const preview = await hashOf(id);
    const program = await f.programKey('clinician');
    const data = { toVersion: 2, reason: 'x', preview };

    expect((await migrate(id, data, 'coordinator')).status).toBe(403);
    const byProgram = await f
      .as({ key: program })
      .post(`/api/v1/enrolments/${id}/events`, { type: 'pathway.migrated', data });
    expect(byProgram.status).toBe(403);
    expect((await migrate(id, { ...data, reason: ' ' })).status).toBe(422);
    expect((await migrate(id, data, 'lead')).status).toBe(202);
  });
});

describe('a recalled version', () => {
  const pathway = () => f.deps.catalogue.pathway(pathwayId, 2);
  const recall = (): void => {
    Object.assign(pathway(), { state: 'recalled', recalled: { on: '2026-11-02', reason: 'A limit was wrong.' } });
  };
  const undo = (): void => {
    Object.assign(pathway(), { state: 'draft', recalled: undefined });
  };

  it('takes nobody on and takes nobody over, and says why; whoever is on it goes on', async () => {
    const on = await enrolled(2);
    const on1 = await enrolled(1);
    recall();
    try {
      const reply = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 2 }));
      expect(reply.status).toBe(409);
      expect((reply.body as { detail: string }).detail).toBe(
        `Version 2 of the pathway "${pathwayId}" was recalled on 2026-11-02: nobody can be enrolled on it. A limit was wrong.`,
      );
      expect((await preview(on1)).status).toBe(409);
      const fact = await f.as('clinician').post(`/api/v1/enrolments/${on}/events`, {
        type: 'history.recorded',
        data: { previousOperations: 1 },
      });
      expect(fact.status).toBe(202);
      await f.settle();
      expect((await row(on)).pathway_version).toBe(2);
      const pinned = await f.as('lead').get(`/api/v1/pathways/${pathwayId}/versions/2/enrolments`);
      expect((pinned.body as { items: { id: string }[] }).items.map(({ id }) => id)).toContain(on);
    } finally {
      undo();
    }
  });

  it('is decided about by a lead, with a reason', async () => {
    await enrolled(2);
    await f.db.updateTable('pathway_version').set({ state: 'recalled' }).where('version', '=', 2).execute();
    await f.store.transact(f.db, (tx) => f.store.pathwayTasks.openPathwayTasks(tx, f.clinicId));
    const { body } = await f.as('lead').get('/api/v1/tasks?limit=200');
    const { items } = body as { items: { id: string; kind: string; about: string | null }[] };
    const task = items.find(({ kind }) => kind === 'decide-recall');
    expect(task?.about).toBe(`${pathwayId}/v2`);
    const path = `/api/v1/tasks/${task?.id ?? ''}/completion`;

    expect((await f.as('clinician').post(path, { note: 'They stay.' })).status).toBe(403);
    expect((await f.as('lead').post(path, {})).status).toBe(422);
    expect((await f.as('lead').post(path, { note: 'They stay: all but done.' })).status).toBe(200);
    const again = await f.store.transact(f.db, (tx) => f.store.pathwayTasks.openPathwayTasks(tx, f.clinicId));
    expect(again).toBe(0);
  });
});

describe('a live store', () => {
  let live: ApiFixture;
  beforeAll(async () => {
    live = await createApiFixture({ mode: 'live' });
  });
  afterAll(async () => {
    await live.close();
  });

  it('takes nobody on or over by a draft', async () => {
    const { catalogue } = live.deps;
    Object.assign(catalogue.pathway(pathwayId, 1), { state: 'released' });
    const made = await live.as('coordinator').post('/api/v1/enrolments', anEnrolment());
    await live.settle();
    const { id } = made.body as { id: string };

    const drafted = await live.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 2 }));
    const moved = await live.as('lead').post(`/api/v1/enrolments/${id}/migration-preview`, { toVersion: 2 });

    expect([made.status, drafted.status, moved.status]).toEqual([201, 409, 409]);
    expect((drafted.body as { detail: string }).detail).toBe(
      `Version 2 of the pathway "${pathwayId}" is a draft: only a released version treats patients.`,
    );
    expect((moved.body as { detail: string }).detail).toBe(
      'Version 2 is a draft: only a released version treats patients.',
    );
  });
});
