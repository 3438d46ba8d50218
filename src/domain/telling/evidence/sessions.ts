import type { Stage } from '../../stages/types';
import type { Instant } from '../../words/time';
import { counted } from '../english';
import { judgedText } from './question';
import {
  absent,
  dayIn,
  dayOfFact,
  type EvidenceRecord,
  eventSource,
  factsOf,
  type Line,
  line,
  quoted,
  type Told,
  unanswered,
} from './record';
import { pointsOf } from './scores';

type Booked = {
  id: string;
  purpose: string;
  stage: string | null;
  at: Instant;
  outcome: string | null;
  why: string;
  facts: Told[];
};

/** Sessions of each block and kind, what is done at home, and what was declined. */
export function sessions(record: EvidenceRecord): Line[] {
  const all = bookedOf(record);
  const blocks = blocksOf(record);
  const groups = new Map<string, Booked[]>(blocks.map((stage) => [stage.id, []]));
  for (const one of all) {
    const key = one.stage ?? one.purpose;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const stages = record.rules.pathway.tracks.flatMap((track) => track.stages);
  return [
    ...[...groups].map(([key, booked]) => groupLine(record, stages.find(({ id }) => id === key) ?? key, booked)),
    ...(groups.size === 0 ? [absent(record, 'No session is recorded here.')] : []),
    ...declined(record),
    atHome(record),
  ];
}

function bookedOf(record: EvidenceRecord): Booked[] {
  const all = new Map<string, Booked>();
  for (const fact of factsOf(record, 'session.booked', 'session.attended', 'session.missed', 'session.cancelled')) {
    const { session: id } = fact.data;
    if (fact.type === 'session.booked') {
      const known = record.state.history.sessions.find((each) => each.id === id);
      const { stage = null, at = fact.data.at } = known ?? {};
      all.set(id, { id, purpose: fact.data.purpose, stage, at, outcome: null, why: '', facts: [fact] });
      continue;
    }
    const one = all.get(id);
    if (!one) continue;
    one.facts.push(fact);
    one.outcome = fact.type.replace('session.', '');
    if (fact.type === 'session.missed')
      one.why = `${quoted(fact.data.reason, 'no reason recorded')} (${dayOfFact(record, fact)})`;
  }
  return [...all.values()];
}

/** Blocks of sessions that were begun: one without a session is told, too. */
function blocksOf({ rules, state }: EvidenceRecord): Stage[] {
  const entered = [...state.history.completed, ...state.tracks].map(({ stage }) => stage);
  return rules.pathway.tracks.flatMap(({ stages }) =>
    stages.filter(({ id, kind }) => kind === 'therapy-block' && entered.includes(id)),
  );
}

function groupLine(record: EvidenceRecord, of: Stage | string, booked: Booked[]): Line {
  const title = typeof of === 'string' ? `Sessions (${of})` : of.title;
  const planned = typeof of === 'object' && of.kind === 'therapy-block' ? of.sessions.planned : null;
  const plan = planned === null ? [] : [`${String(planned)} planned`];
  if (booked.length === 0) {
    const text = `${title}: ${[...plan, 'no session recorded'].join(', ')}`;
    return absent(record, text, [`sessions of “${title}”`], { planned });
  }
  const count = (outcome: string | null): number => booked.filter((one) => one.outcome === outcome).length;
  const unsettled = booked.filter((one) => one.outcome === null);
  const open = unsettled.filter(({ at }) => at < record.now);
  const ahead = unsettled.length - open.length;
  const missed = booked.filter((one) => one.outcome === 'missed');
  const counts = {
    attended: count('attended'),
    missed: missed.length,
    cancelled: count('cancelled'),
    open: open.length,
  };
  const says = [
    ...plan,
    `${String(booked.length)} booked`,
    `${String(counts.attended)} attended`,
    `${String(counts.missed)} missed`,
    ...(counts.cancelled > 0 ? [`${String(counts.cancelled)} called off`] : []),
    ...(ahead > 0 ? [`${String(ahead)} still to come`] : []),
    ...(counts.open > 0 ? [`${String(counts.open)} without a recorded outcome`] : []),
  ].join(', ');
  const why = missed.length === 0 ? '' : `; missed: ${missed.map((one) => one.why).join(', ')}`;
  const found =
    typeof of === 'object' ? record.state.history.completed.findLast(({ stage }) => stage === of.id) : undefined;
  const judged = found ? `; ${judgedText(found)}` : '';
  const sources = booked.flatMap(({ facts }) => facts.map(eventSource));
  const lacks = counts.open > 0 ? [`the outcome of ${counted(counts.open, 'session')} of “${title}”`] : [];
  return line(
    `${title}: ${says}${judged}${why}`,
    sources,
    { stage: typeof of === 'string' ? null : of.id, planned, ...counts },
    lacks,
  );
}

function declined(record: EvidenceRecord): Line[] {
  return factsOf(record, 'therapy.declined', 'treatment.declined').flatMap((fact) => {
    const { stage, reason } = fact.data;
    if (fact.type === 'treatment.declined' && stage === undefined) return [];
    const what = stage === undefined ? 'Therapy' : titleOf(record, stage);
    const as = fact.type === 'therapy.declined' && fact.data.as === 'unable' ? 'unable' : 'declined';
    const says = as === 'unable' ? 'the patient cannot take part' : 'declined';
    const text = `${what}: ${says}, ${quoted(reason, 'no reason recorded')} (${dayOfFact(record, fact)})`;
    return [line(text, [eventSource(fact)], { stage: stage ?? null, [as]: true, at: fact.occurredAt })];
  });
}

const titleOf = ({ rules }: EvidenceRecord, id: string): string =>
  rules.pathway.tracks.flatMap(({ stages }) => stages).find((stage) => stage.id === id)?.title ?? id;

function atHome(record: EvidenceRecord): Line {
  const given = factsOf(record, 'programme.given').at(-1);
  const what = given?.data.exercises.map(
    ({ what: name, timesADay, daysAWeek }) => `${name} ${String(timesADay)} a day on ${String(daysAWeek)} days a week`,
  );
  const programme =
    given && what
      ? `programme of ${dayOfFact(record, given)} by ${given.data.by}: ${what.join(', ')}`
      : 'no programme recorded';
  const points = pointsOf(record, 'home-programme');
  const last = points.at(-1);
  const done = last
    ? `done on ${String(last.value)} of 7 days (${dayIn(record, last.at)}), answered ${String(points.length)} times`
    : `exercises ${unanswered(record, 'home-programme')}`;
  const text = `At home: ${programme}; ${done}`;
  const sources = [...(given ? [eventSource(given)] : []), ...(last ? [last.source] : [])];
  const data = { exercises: given?.data.exercises ?? null, days: last?.value ?? null, answers: points.length };
  return sources.length > 0 ? line(text, sources, data) : absent(record, text, [], data);
}
