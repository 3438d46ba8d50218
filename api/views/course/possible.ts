import { type Field, type PossibleFact, groups } from '../../../src/domain/possible/field';
import { whatIsPossible } from '../../../src/domain/possible/possible';
import { iso } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import type { Principal } from '../../middleware/principal';
import { standingOf } from './standing';

/** What can be recorded about an enrolment now, and by whom: judged as it is when it is recorded. */
export async function showPossible(deps: ApiDeps, reader: Principal, id: string): Promise<object> {
  const { rules, state, now } = await standingOf(deps, reader.clinicId, id);
  const all = whatIsPossible({ rules, state, now, asker: reader });
  return { now: iso(now), items: inOrder(all).map(shown) };
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
  fields: field.fields.map(({ fields: _fields, ...inner }) => inner),
});

/** Instants leave the house as text. */
const edge = ({ kind }: Field, value: number | string | null): number | string | null =>
  kind === 'instant' && typeof value === 'number' ? iso(value) : value;
