import { createHash } from 'node:crypto';
import { localDateAt } from '../../src/domain/calendar/calendar';
import { canonical } from '../../src/domain/step/canonical';
import { defined } from '../../src/domain/words/defined';
import { ofAgeFrom } from '../../src/domain/words/of-age';
import { DomainError } from '../../src/domain/words/error';
import type { EventOf } from '../../src/domain/words/event';
import type { Migration } from '../../src/domain/words/choices';
import {
  previewMigration,
  type MigrationPreview,
  type PlannedChange,
  type PlannedQuestions,
} from '../../src/domain/migration/preview';
import { refusal } from '../../src/domain/facts/table';
import type { Rules } from '../../src/domain/step/rules';
import type { EnrolmentState } from '../../src/domain/words/state';
import type { Tx } from '../../src/storage/tx/connection';
import type { Locked } from '../../src/storage/enrolment/facts';
import type { MigrationWish } from '../contracts/pathway';
import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Call, Reply } from '../routes/route';

/** The difference another version would make to one patient. Nothing is written. */
export async function showMigration({
  params,
  body,
  principal,
  deps,
}: Call<{ id: string }, unknown, MigrationWish>): Promise<Reply> {
  const { store, rules } = deps;
  return store.transact(store.db, async (tx) => {
    const found = await store.enrolments.findEnrolment(tx, principal.clinicId, params.id);
    if (!found) throw new DomainError('not-found', 'There is no such enrolment in this clinic.');
    const seen = await look(tx, deps, await store.facts.lockEnrolment(tx, rules, params.id), body);
    return { status: 200, body: asShown(previewMigration(seen.rules, seen.state, seen.event), seen.hash) };
  });
}

/** What is recorded when the difference that was looked at still holds; otherwise a 409 to look again. */
export async function migrationFact(
  tx: Tx,
  deps: ApiDeps,
  locked: Locked,
  wish: Migration & { reason: string; preview: string },
): Promise<EventOf<'pathway.migrated'>['data']> {
  const { hash, rules, event } = await look(tx, deps, locked, wish);
  if (hash !== null && hash !== wish.preview) {
    throw new DomainError(
      'stale-revision',
      'Something changed since the difference was looked at: look at the difference again, and decide anew.',
    );
  }
  return { ...wish, fromVersion: rules.pathway.version, ...defined({ ofAge: event.data.ofAge }) };
}

type Seen = { state: EnrolmentState; rules: Rules; event: EventOf<'pathway.migrated'>; hash: string | null };

/** Throws where the version can never take over; where a choice is needed first, there is no hash to decide by. */
async function look(
  tx: Tx,
  deps: ApiDeps,
  locked: Locked,
  { toVersion, stageMap, classMap }: Migration,
): Promise<Seen> {
  const { state, rules, recordedAt, observed } = await deps.store.facts.upToNow(tx, locked);
  if (state === null) {
    throw new DomainError('not-possible-now', 'This enrolment has just begun: ask again in a moment.');
  }
  const target = rules.versions?.find(({ version }) => version === toVersion);
  if (target?.state === 'draft' && deps.config.mode === 'live') {
    throw new DomainError(
      'not-possible-now',
      `Version ${String(toVersion)} is a draft: only a released version treats patients.`,
    );
  }
  const today = localDateAt(state.reach.timeZone, recordedAt);
  const ofAge = ofAgeFrom(await deps.store.patients.bornOn(tx, locked.patientId), today);
  const event: EventOf<'pathway.migrated'> = {
    id: '',
    seq: locked.eventSeq + 1,
    type: 'pathway.migrated',
    data: { fromVersion: rules.pathway.version, toVersion, stageMap, classMap, reason: '', preview: '', ofAge },
    occurredAt: recordedAt,
    recordedAt,
    observed,
  };
  const refused = refusal(rules, state, event);
  if (refused && refused.code !== 'choice-needed') {
    throw new DomainError('not-possible-now', refused.message, { reason: refused.code });
  }
  return { state, rules, event, hash: refused ? null : hashOf(deps, rules, state, event) };
}

/** Of everything the difference is made from. Time alone does not change it, unless it brought something about or a day is over. */
function hashOf(
  { catalogue }: ApiDeps,
  { pathway, clinic }: Rules,
  state: EnrolmentState,
  event: Seen['event'],
): string {
  const { toVersion, stageMap, classMap } = event.data;
  const today = localDateAt(state.reach.timeZone, event.recordedAt);
  const made = [
    canonical({ ...state, now: 0 }),
    [pathway.version, toVersion].map((version) => catalogue.contentHash(pathway.id, version)),
    [clinic.version, today, sortedPairs(stageMap), sortedPairs(classMap)],
  ];
  return createHash('sha256').update(JSON.stringify(made)).digest('hex');
}

const sortedPairs = (map: Record<string, string> = {}): [string, string][] => Object.entries(map).sort();

function asShown({ checkIns, messages, ...preview }: MigrationPreview, hash: string | null): object {
  const questions = (planned: PlannedQuestions | null): object | null =>
    planned && { opensAt: iso(planned.opensAt), ask: planned.ask };
  return {
    ...preview,
    checkIns: checkIns && checkIns.map((each) => asText(each, questions)),
    messages: messages && messages.map((each) => asText(each, isoOrNull)),
    hash,
  };
}

function asText<T>({ key, before, after }: PlannedChange<T>, text: (value: T | null) => unknown): object {
  return { key, before: text(before), after: text(after) };
}
