import { localDateAt } from '../calendar/calendar';
import { asOf, facts, refusedNow, rowOf } from '../facts/table';
import { rightToRecord } from '../facts/rights';
import type { RecordedType } from '../facts/fact';
import { isIn } from '../stages/kind';
import { seatsOf } from '../stages/registry';
import { takerOf } from '../stages/takers';
import type { Rules } from '../step/rules';
import { todayOf } from '../step/work';
import { asksFor } from '../telling/doing/turn-words';
import { factTitle } from '../telling/fact-titles';
import { trackTitle } from '../telling/position';
import { waitingFor } from '../telling/summary';
import { type Asker, may } from '../words/authority';
import { type DomainEvent, type EventType, patientEventTypes } from '../words/event';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import { fieldsOf, heldAgainst } from './contract';
import { dataFrom, leastFill, narrowed } from './narrow';
import type { Field, PossibleFact, Ask, Context, Form, Held, Offer } from './field';
import { courseForms } from './forms/course';
import { medicineForms } from './forms/medicines';
import { procedureForms } from './forms/procedures';
import { testForms } from './forms/tests';
import { visitForms } from './forms/visits';

/** Looked at before it is recorded, on a screen of its own: what a form of fields could not show. */
type Elsewhere =
  | 'pathway.migrated'
  | 'event.retracted'
  | 'contact.changed'
  | 'care-team.changed'
  | 'patient.corrected'
  | 'patient.merged';

type Offered = Exclude<RecordedType, Elsewhere>;

/** A form for each fact that people record. A new fact does not compile until it has one, or its own screen. */
const forms: { [T in Offered]: Form<T> } = {
  ...visitForms,
  ...medicineForms,
  ...testForms,
  ...procedureForms,
  ...courseForms,
};

export type Asked = { rules: Rules; state: EnrolmentState; now: Instant; asker: Asker };

/**
 * What can be recorded now, each with the fields of its form: decided by the same refusal that answers whoever records it.
 * Facts no stage waits for are among them, for they happened all the same; what is impossible is left out.
 */
export function whatIsPossible(asked: Asked): PossibleFact[] {
  const context = contextOf(asked);
  const expected = expectedTypes(context);
  return (Object.keys(forms) as Offered[]).flatMap((type) =>
    offersOf(context, type).flatMap((offer) => {
      const fact = factOf(context, type, offer);
      return fact === null ? [] : [{ ...fact, expected: offer.expected ?? expected.has(type) }];
    }),
  );
}

/**
 * The form of a fact that was recorded, as the enrolment stood before it, holding what was recorded: what may take its place.
 * Null where nothing may, or where it has no form.
 */
export function formOf(asked: Asked, { type, data }: { type: EventType; data: object }): PossibleFact | null {
  if (!(type in forms) || rowOf(type).kept !== null) return null;
  const context = contextOf(asked);
  const recorded = data as Record<string, unknown>;
  const same = (name: string, value: unknown): boolean => JSON.stringify(recorded[name]) === JSON.stringify(value);
  const ways = offersOf(context, type as Offered).flatMap((offer) => {
    const fixed = Object.fromEntries(Object.keys(offer.fixed ?? {}).map((name) => [name, recorded[name]]));
    const fact = factOf(context, type as Offered, { ...offer, fixed });
    if (fact === null) return [];
    const asked = new Set(fact.fields.map(({ name }) => name.split('.')[0]));
    const isWhole = Object.keys(recorded).every((name) => name in fixed || asked.has(name));
    const isSame = Object.entries(offer.fixed ?? {}).every(([name, value]) => same(name, value));
    return [{ fact, fits: Number(isWhole) * 2 + Number(isSame) }];
  });
  const [way] = ways.sort((one, other) => other.fits - one.fits);
  if (!way) return null;
  const fields = way.fact.fields.map((field) => ({ ...field, initial: heldIn(recorded, field) }));
  return { ...way.fact, expected: false, fields };
}

/** What was recorded in a field; nothing where it was left empty. */
function heldIn(recorded: Record<string, unknown>, { name, kind }: Field): Held | null {
  const [first = '', inner] = name.split('.');
  const whole = recorded[first];
  const value = inner === undefined ? whole : (whole as Record<string, unknown> | undefined)?.[inner];
  if (kind === 'yes-no') return value === undefined ? null : value === true ? 'yes' : 'no';
  return (value as Held | undefined) ?? null;
}

function contextOf({ rules, state: before, now, asker }: Asked): Context {
  const state = asOf(rules, before, Math.max(now, before.now));
  const days = [localDateAt(rules.clinic.timeZone, now), todayOf(state, now)].sort();
  return { rules, state, now, today: days[0] ?? '', seats: seatsOf(rules, state), asker };
}

const offersOf = (context: Context, type: Offered): Offer[] => {
  const { offers } = forms[type] as unknown as Form<EventType>;
  return offers?.(context) ?? [{}];
};

/** What a stage waits for or needs before, and what is asked for by a task that is open. */
const expectedTypes = ({ rules, state, seats }: Context): ReadonlySet<string> =>
  new Set<string>([
    ...seats.flatMap((seat) =>
      isIn('diagnosis', seat) ? (seat.stage.needs ?? []).filter((type) => !seat.track.recorded.includes(type)) : [],
    ),
    ...waitingFor(rules, state).flatMap(({ waitingFor: waiting }) => (waiting.for === 'record' ? [waiting.event] : [])),
    ...state.tasks.flatMap(({ task }) => asksFor[task] ?? []),
  ]);

function factOf(
  context: Context,
  type: Offered,
  { id, title, about, fixed = {}, ask = {}, more = [] }: Offer,
): Omit<PossibleFact, 'expected'> | null {
  const asks = ask as Record<string, Ask>;
  const drawn = fieldsOf(type)
    .filter(({ name }) => !(name in fixed) && asks[name]?.leftOut !== true)
    .map((field) => withAsk(heldAgainst(field, context), asks[field.name]))
    .filter(
      ({ kind, options, required }) => required || (kind !== 'choice' && kind !== 'choices') || options.length > 0,
    );
  const fields = mine(context, type, [...drawn, ...more]);
  const lifts = fields.flatMap(({ name }) => (asks[name]?.lifts ? [name] : []));
  const judge = (data: Record<string, unknown>): string | null =>
    refusedNow(context.rules, context.state, draftOf(context, type, data))?.message ?? null;
  const fitting = narrowed({ fixed, fields, lifts, judge });
  if (fitting === null) return null;
  const least = dataFrom(fixed, leastFill(fitting));
  const right = rightToRecord(type, least);
  return {
    key: id === undefined ? type : `${type}/${id}`,
    type,
    group: forms[type].group,
    of: (patientEventTypes as readonly string[]).includes(type) ? 'patient' : 'enrolment',
    title: title ?? factTitle(type),
    about: about ?? null,
    place: placeOf(context, draftOf(context, type, least)),
    right,
    mayRecord: may(right, context.asker),
    fixed,
    fields: fitting.map((field) => withUrgency(type, fixed, fitting, field)),
  };
}

const withAsk = (field: Field, ask: Ask | undefined): Field => {
  if (ask === undefined) return field;
  const { leftOut: _leftOut, lifts: _lifts, ...said } = ask;
  return { ...field, ...said };
};

/** Without what whoever asks may not say of it, and without what only a reason asks for that they may not give. */
const mine = ({ asker }: Context, type: Offered, fields: Field[]): Field[] =>
  fields.filter(({ name }) => may(facts[type].who, asker) === may(rightToRecord(type, { [name]: 'x' }), asker));

function draftOf({ state, now }: Context, type: EventType, data: object): DomainEvent {
  const event = { id: '', seq: state.lastSeq + 1, type, data, occurredAt: now, recordedAt: now, observed: [] };
  return event as unknown as DomainEvent;
}

function placeOf({ rules, state }: Context, event: DomainEvent): PossibleFact['place'] {
  const seat = takerOf(rules, state, event);
  if (seat === null) return null;
  const { track, stage } = seat;
  return { track: track.track, trackTitle: trackTitle(track.track), stage: stage.id, stageTitle: stage.title };
}

/** Whom an answer wakes is said beside it, before it is given. */
function withUrgency(type: EventType, fixed: object, fields: readonly Field[], field: Field): Field {
  const look = rowOf(type).urgent as
    ((data: object) => { tier: Field['options'][number]['urgent'] } | null) | undefined;
  if (look === undefined || field.kind !== 'choice') return field;
  const options = field.options.map((option) => ({
    ...option,
    urgent: look(dataFrom(fixed, leastFill(fields, { [field.name]: option.value })))?.tier ?? null,
  }));
  return { ...field, options };
}
