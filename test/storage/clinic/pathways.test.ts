import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCatalogue, type Catalogue } from '../../../src/catalogue/catalogue';
import { explain } from '../../../src/domain/telling/explain';
import type { Signature } from '../../../src/domain/pathway/language';
import type { Pathway } from '../../../src/domain/pathway/types';
import { upCast } from '../../../src/domain/step/up-cast';
import { published } from '../../../src/house/seed';
import { allTables } from '../../support/servers/all-tables';
import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { root } from '../../support/care/shipped';

const pathwayId = 'post-laminectomy-syndrome';

let f: ApiFixture;
let folder: string;
beforeEach(async () => {
  f = await createApiFixture();
  folder = mkdtempSync(join(tmpdir(), 'throughline-versions-'));
  for (const part of ['instruments', 'pathways', 'texts', 'clinic'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
});
afterEach(async () => {
  await f.close();
  rmSync(folder, { recursive: true });
});

/** The catalogue of a folder in which the first version of the pathway stands once more, under another number. */
function withVersion(version: number, change: (text: string) => string = (text) => text): Catalogue {
  const file = (name: string): string => join(folder, 'pathways', pathwayId, name);
  const text = readFileSync(file('v1.yaml'), 'utf8').replace('version: 1', `version: ${String(version)}`);
  writeFileSync(file(`v${String(version)}.yaml`), change(text));
  return loadCatalogue(folder);
}

const publish = (catalogue: Catalogue): Promise<void> =>
  f.store.transact(f.db, (tx) => f.store.pathways.publishPathways(tx, published(catalogue, 'demo')));
const step = (catalogue: Catalogue, id: string): Promise<unknown> =>
  f.store.transact(f.db, async (tx) =>
    f.store.advance.advanceLocked(tx, await f.store.facts.lockEnrolment(tx, catalogue.rules, id)),
  );

async function enrolled(version = 1): Promise<string> {
  const reply = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version }));
  expect(reply.status).toBe(201);
  await f.settle();
  return (reply.body as { id: string }).id;
}

async function seen(catalogue: Catalogue, id: string): Promise<object> {
  const row = await f.db.selectFrom('enrolment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const messages = await f.db
    .selectFrom('message')
    .select(['key', 'state', 'due_at', 'expires_at'])
    .where('enrolment_id', '=', id)
    .orderBy('key')
    .execute();
  const checkIns = await f.db
    .selectFrom('check_in')
    .select(['key', 'ask', 'opens_at', 'closes_at', 'status'])
    .where('enrolment_id', '=', id)
    .orderBy('key')
    .execute();
  const state = upCast(row.snapshot);
  const rules = catalogue.rules({ id: row.pathway_id, version: row.pathway_version }, f.settings);
  return {
    version: row.pathway_version,
    wakeAt: row.wake_at,
    journal: row.journal_n,
    // Time goes on; nothing else may.
    state: { ...state, now: 0 },
    messages,
    checkIns,
    explanation: explain(rules, state, state.startedAt),
  };
}

const versionRow = (version: number) =>
  f.db
    .selectFrom('pathway_version')
    .select(['state', 'content_hash'])
    .where('pathway_id', '=', pathwayId)
    .where('version', '=', version)
    .executeTakeFirst();

describe('a patient on one version', () => {
  it('is not touched when a new one is published, neither at once nor at the next step', async () => {
    const id = await enrolled(1);
    const before = await seen(f.deps.catalogue, id);
    const rows = await allTables(f.db, ['pathway_version']);
    const catalogue = withVersion(3, (text) => text.replace('windowDays: 7', 'windowDays: 6'));

    await publish(catalogue);

    expect(await versionRow(3)).toMatchObject({ state: 'draft' });
    expect(await allTables(f.db, ['pathway_version'])).toEqual(rows);
    await step(catalogue, id);
    expect(await seen(catalogue, id)).toEqual(before);
    expect(before).toMatchObject({ version: 1 });
  });
});

describe('a draft that changes under made-up patients', () => {
  const change = (from: string, to: string): Catalogue => {
    const file = join(folder, 'pathways', pathwayId, 'v1.yaml');
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`v1.yaml does not hold ${from}`);
    writeFileSync(file, text.replaceAll(from, to));
    return loadCatalogue(folder);
  };

  it('decides by its new words from the next step on, which is due at once', async () => {
    const id = await enrolled(1);
    const catalogue = change('reminderAfterDays: [2, 4]', 'reminderAfterDays: [3, 5]');
    const planned = () =>
      f.db
        .selectFrom('message')
        .select('due_at')
        .where('enrolment_id', '=', id)
        .where('role', '=', 'reminder-1')
        .orderBy('due_at')
        .executeTakeFirstOrThrow();
    const before = await planned();

    await publish(catalogue);
    const { wake_at: wakeAt } = await f.db
      .selectFrom('enrolment')
      .select('wake_at')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(wakeAt).toBeLessThanOrEqual(await f.store.clock.clinicNow(f.db, f.clinicId));
    await step(catalogue, id);

    expect((await planned()).due_at - before.due_at).toBe(86_400_000);
  });

  it('is refused when it has lost the stage in which somebody stands', async () => {
    await enrolled(1);
    const catalogue = withVersion(1, (text) =>
      text.replaceAll('id: diagnosis', 'id: first-look').replace('first: diagnosis', 'first: first-look'),
    );

    await expect(publish(catalogue)).rejects.toThrow(
      `The draft 1 of the pathway "${pathwayId}" no longer has the stage "care/diagnosis" (diagnosis), in which 1 enrolment stands: put it back, or write the change as a new version.`,
    );
  });
});

describe('a released version', () => {
  const signature: Signature = { thresholds: 'all', by: 'Dr Osei', on: '2026-01-05', reviewOn: '2026-06-30' };
  const states = (change: Partial<Pathway>): { pathway: Pathway; contentHash: string }[] => {
    const { catalogue } = f.deps;
    const pathway = { ...catalogue.pathway(pathwayId, 1), author: 'A', approvedBy: 'B', ...change };
    return [{ pathway, contentHash: catalogue.contentHash(pathwayId, 1) }];
  };
  const publishAs = (change: Partial<Pathway>): Promise<void> =>
    f.store.transact(f.db, (tx) => f.store.pathways.publishPathways(tx, states(change)));
  const look = (): Promise<number> =>
    f.store.transact(f.db, (tx) => f.store.pathwayTasks.openPathwayTasks(tx, f.clinicId));
  const tasks = () =>
    f.db
      .selectFrom('task')
      .select(['key', 'kind', 'team', 'status', 'closed_because'])
      .where('kind', 'in', ['decide-recall', 'review-thresholds'])
      .orderBy('key')
      .execute();

  it('never becomes a draft again, nor says other words', async () => {
    await publishAs({ state: 'released' });

    await expect(publishAs({ state: 'draft' })).rejects.toThrow(
      `Version 1 of the pathway "${pathwayId}" was released and can never be draft again`,
    );
    const [one] = states({ state: 'released' });
    const other = one ? [{ ...one, contentHash: 'other' }] : [];
    await expect(f.store.transact(f.db, (tx) => f.store.pathways.publishPathways(tx, other))).rejects.toThrow(
      'was released with other words: give changed words a new version',
    );
    await publishAs({ state: 'recalled', recalled: { on: '2026-11-02', reason: 'x' } });
    await expect(publishAs({ state: 'released' })).rejects.toThrow('was recalled and can never be released again');
  });

  it('that is recalled raises one task for all its patients, once, and moves nobody', async () => {
    const [one, two] = [await enrolled(1), await enrolled(1)];
    await publishAs({ state: 'released' });
    expect(await look()).toBe(0);

    await publishAs({ state: 'recalled', recalled: { on: '2026-11-02', reason: 'x' } });

    expect([await look(), await look()]).toEqual([1, 0]);
    expect(await tasks()).toEqual([
      {
        key: `decide-recall/${pathwayId}/v1`,
        kind: 'decide-recall',
        team: 'leads',
        status: 'open',
        closed_because: null,
      },
    ]);
    const pinned = await f.store.pathways.enrolmentsOn(
      f.db,
      f.clinicId,
      { id: pathwayId, version: 1 },
      { limit: 50, after: null },
    );
    expect(pinned.map(({ id }) => id)).toEqual([one, two]);
    await f.db.updateTable('enrolment').set({ pathway_version: 2 }).execute();
    await look();
    expect(await tasks()).toMatchObject([{ status: 'closed', closed_because: 'nobody is on it any more' }]);
  });

  it('raises a task when its signature is past its review, once, until it is signed anew', async () => {
    await enrolled(1);
    await publishAs({ state: 'released', signatures: [{ ...signature, reviewOn: '2099-01-01' }] });
    expect(await look()).toBe(0);
    await publishAs({ state: 'released', signatures: [signature] });

    expect([await look(), await look()]).toEqual([1, 0]);

    expect(await tasks()).toMatchObject([
      { key: `review-thresholds/${pathwayId}/v1@2026-06-30`, team: 'leads', status: 'open' },
    ]);
    await publishAs({ state: 'released', signatures: [signature, { ...signature, reviewOn: '2098-06-30' }] });
    await look();
    expect(await tasks()).toMatchObject([{ status: 'closed', closed_because: 'the thresholds are signed anew' }]);
  });

  it('stays done when a lead has decided, and of drafts nothing is asked', async () => {
    await enrolled(1);
    await publishAs({ state: 'draft', signatures: [signature] });
    expect(await look()).toBe(0);
    await publishAs({ state: 'released', signatures: [signature] });
    await look();
    await f.db.updateTable('task').set({ status: 'done' }).where('kind', '=', 'review-thresholds').execute();

    expect(await look()).toBe(0);
  });
});
