import { type Field, type Held, type PossibleFact, groups } from '../../../src/domain/possible/field';
import { formOf, whatIsPossible } from '../../../src/domain/possible/possible';
import { DomainError } from '../../../src/domain/words/error';
import { iso } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import type { Principal } from '../../middleware/principal';
import { rulesOf, standingOf, theEnrolment } from './standing';

/** What can be recorded about an enrolment now, and by whom: judged as it is when it is recorded. */
export async function showPossible(deps: ApiDeps, reader: Principal, id: string): Promise<object> {
  const { rules, state, now } = await standingOf(deps, reader.clinicId, id);
  const all = whatIsPossible({ rules, state, now, asker: reader });
  return { now: iso(now), items: inOrder(all).map(shown) };
}

/** A fact that was recorded as a form: what would take its place, judged as it is when it is put right. */
export async function showRecordedForm(
  deps: ApiDeps,
  reader: Principal,
  params: { id: string; event: string },
): Promise<object> {
  const { store } = deps;
  const found = await theEnrolment(deps, reader.clinicId, params.id);
  const { rules } = await rulesOf(deps, found);
  const seated = await store.corrections.inItsSeat(store.db, { ...found, enrolmentId: found.id, rules }, params.event);
  if (seated === null) throw new DomainError('not-found', 'No such fact stands in this enrolment.');
  const { fact, before } = seated;
  const form = formOf({ rules: before.rules, state: before.state, now: fact.recordedAt, asker: reader }, fact);
  return { form: form && shown(form) };
}

/** What is waited for first, then by heading; within both as the facts stand in their table. */
const inOrder = (all: readonly PossibleFact[]): PossibleFact[] =>
  [...all].sort(
    (one, other) =>
      Number(other.expected) - Number(one.expected) || groups.indexOf(one.group) - groups.indexOf(other.group),
  );

const shown = ({ right, fields, ...fact }: PossibleFact): object => ({
  ...fact,
  roles: right.roles,
  person: right.person,
  fields: fields.map(shownField),
});

const shownField = (field: Field): object => ({
  ...field,
  min: edge(field, field.min),
  max: edge(field, field.max),
  initial: edge(field, field.initial),
  fields: field.fields.map(({ fields: _fields, ...inner }) => inner),
});

/** Instants leave the house as text. */
const edge = ({ kind }: Field, value: Held | null): Held | null =>
  kind === 'instant' && typeof value === 'number' ? iso(value) : value;
