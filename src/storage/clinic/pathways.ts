import { sql } from 'kysely';
import { DomainError } from '../../domain/words/error';
import type { Pathway } from '../../domain/pathway/types';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../tx/connection';
import { following, type Page } from '../tx/fragments';

/** `contentHash`: of what it says; a recall or a renewed signature does not change it. */
export type Published = { pathway: Pathway; contentHash: string };

/** Writes down which versions there are. What was released stays word for word, and never becomes a draft again. */
export async function publishPathways(tx: Tx, versions: readonly Published[]): Promise<void> {
  for (const { pathway, contentHash } of versions) {
    const { id, version, state } = pathway;
    const known = await tx
      .selectFrom('pathway_version')
      .select(['state', 'content_hash as hash'])
      .where('pathway_id', '=', id)
      .where('version', '=', version)
      .forUpdate()
      .executeTakeFirst();
    if (known) refuseChange(pathway, known, contentHash);
    if (known?.state === 'draft' && known.hash !== contentHash) await followDraft(tx, pathway);
    const content = JSON.stringify(pathway);
    await sql`insert into pathway_version (pathway_id, version, state, content_hash, content)
      values (${id}, ${version}, ${state}, ${contentHash}, ${content})
      on conflict (pathway_id, version) do update
        set state = excluded.state, content_hash = excluded.content_hash, content = excluded.content`.execute(tx);
  }
}

const order = { draft: 0, released: 1, recalled: 2 } satisfies Record<Pathway['state'], number>;

function refuseChange({ id, version, state }: Pathway, known: { state: string; hash: string }, hash: string): void {
  const before = known.state as Pathway['state'];
  const name = `Version ${String(version)} of the pathway "${id}"`;
  if (order[state] < order[before]) {
    const fix = `leave its state ${before}, and write what is to be tried as a new version`;
    throw new DomainError('configuration', `${name} was ${before} and can never be ${state} again: ${fix}.`);
  }
  if (before === 'draft' || known.hash === hash) return;
  throw new DomainError('configuration', `${name} was released with other words: give changed words a new version.`);
}

/**
 * A draft may change under the made-up patients of a demonstration: they go on by its new words from their next step, which
 * is due at once. A stage in which somebody stands must stay, for nobody would know where that patient is.
 */
async function followDraft(tx: Tx, { id, version, tracks }: Pathway): Promise<void> {
  const { rows } = await sql<{ track: string; stage: string; kind: string; patients: number }>`
    select t->>'track' as track, t->>'stage' as stage, t->'own'->>'kind' as kind, count(*)::int as patients
    from enrolment e, jsonb_array_elements(case jsonb_typeof(e.snapshot->'tracks') when 'array' then e.snapshot->'tracks' else '[]' end) t
    where e.pathway_id = ${id} and e.pathway_version = ${version} and e.status <> 'ended'
    group by 1, 2, 3 order by 1, 2, 3`.execute(tx);
  for (const { track, stage, kind, patients } of rows) {
    const there = tracks.find((each) => each.id === track)?.stages.find((each) => each.id === stage);
    if (there?.kind === kind) continue;
    const people = `${String(patients)} ${patients === 1 ? 'enrolment stands' : 'enrolments stand'}`;
    throw new DomainError(
      'configuration',
      `The draft ${String(version)} of the pathway "${id}" no longer has the stage "${track}/${stage}" (${kind}), in which ${people}: put it back, or write the change as a new version.`,
    );
  }
  await sql`update enrolment set wake_at = clinic_now(clinic_id), nudged_at = null, nudges = 0
    where id in (select id from enrolment where pathway_id = ${id} and pathway_version = ${version} and status <> 'ended'
      order by id for no key update)`.execute(tx);
}

export type PinnedEnrolment = { id: string; status: string; createdAt: Instant };

/** Whoever is on a version and has not ended, oldest first. */
export async function enrolmentsOn(
  tx: Tx,
  clinicId: string,
  pathway: { id: string; version: number },
  page: Page,
): Promise<PinnedEnrolment[]> {
  const after = following(page, { at: sql`e.created_at`, id: sql`e.id` });
  const { rows } = await sql<PinnedEnrolment>`select e.id, e.status, e.created_at as "createdAt"
    from enrolment e join patient p on p.id = e.patient_id
    where e.clinic_id = ${clinicId} and e.pathway_id = ${pathway.id} and e.pathway_version = ${pathway.version}
      and e.status <> 'ended' and not p.hidden ${after}
    order by e.created_at, e.id limit ${page.limit}`.execute(tx);
  return rows;
}
