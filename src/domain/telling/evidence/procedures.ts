import { plusDays, startOfDay } from '../../calendar/calendar';
import { scoreRuleOf } from '../../pathway/lookup';
import type { LocalDate } from '../../words/time';
import { scoreLabel, shortDayText } from '../english';
import {
  absent,
  dayIn,
  dayOfFact,
  type EvidenceRecord,
  eventSource,
  factsOf,
  type Line,
  line,
  localDay,
  quoted,
  type Told,
  unanswered,
  worded,
} from './record';
import { percentOf, type Point, pointsOf } from './scores';

/** When relief is looked for where the pathway does not say: after 14 days, 6 and 12 weeks. */
const DAYS = [14, 42, 84];
const BEFORE_DAYS = 14;
const PAIN = 'nrs';

/** Newest first: each that was done, with the pain before and after; what was refused or not recorded as done. */
export function procedures(record: EvidenceRecord): Line[] {
  const done = factsOf(record, 'procedure.performed').toReversed();
  const open = factsOf(record, 'procedure.ordered').filter(
    ({ data, seq }) => !done.some((fact) => fact.seq > seq && fact.data.kind === data.kind),
  );
  const refused = factsOf(record, 'procedure.refused').map((fact) =>
    line(
      `Not done, by the ${fact.data.by}: ${quoted(fact.data.reason, 'no reason recorded')} (${dayOfFact(record, fact)})`,
      [eventSource(fact)],
      fact.data,
    ),
  );
  const ordered = open.map((fact) =>
    line(
      `${placeOf(fact.data)}, ordered for ${shortDayText(fact.data.plannedOn)}: not recorded as done`,
      [eventSource(fact)],
      fact.data,
      [`whether the ${worded(fact.data.kind)} ordered for ${shortDayText(fact.data.plannedOn)} was done`],
    ),
  );
  const checked = Object.entries(record.state.history.checks ?? {}).flatMap(([check, { result }]) =>
    result === 'clear' ? [] : [checkLine(record, check)],
  );
  const lines = [...done.map((fact) => procedureLine(record, fact)), ...ordered, ...refused, ...checked.flat()];
  return lines.length > 0 ? lines : [absent(record, 'No procedure is recorded here.')];
}

/** What was found before a procedure and was not clear, and how it was managed. */
function checkLine(record: EvidenceRecord, check: string): Line[] {
  const fact = factsOf(record, 'procedure.checked').findLast(({ data }) => data.check === check);
  if (!fact) return [];
  const text = `Check “${worded(check)}”: ${worded(fact.data.result ?? '')}, ${quoted(fact.data.note, 'no note')} (${dayOfFact(record, fact)})`;
  return [line(text, [eventSource(fact)], { ...fact.data, at: fact.occurredAt })];
}

const placeOf = ({ kind, region, side }: { kind: string; region: string; side: string }): string =>
  `${worded(kind)}, ${region} ${side}`;

function procedureLine(record: EvidenceRecord, fact: Extract<Told, { type: 'procedure.performed' }>): Line {
  const { kind, guidance, performedOn } = fact.data;
  const order = factsOf(record, 'procedure.ordered').findLast((each) => each.seq < fact.seq && each.data.kind === kind);
  const technique = order?.data.technique === undefined ? '' : `, ${order.data.technique}`;
  const relief = reliefOf(record, performedOn);
  const events = factsOf(record, 'adverse-event.recorded').filter(
    ({ data, occurredAt }) =>
      data.of === 'procedure' && occurredAt >= startOfDay(record.state.reach.timeZone, performedOn),
  );
  const past = fact.data.override === undefined ? '' : `; done past a check: ${quoted(fact.data.override, '')}`;
  const harm = events.map(
    (each) =>
      `; adverse event, ${each.data.severity}: ${quoted(each.data.text, 'no text')} (${dayOfFact(record, each)})`,
  );
  const text = `${placeOf(fact.data)}${technique}, ${guidance}, ${shortDayText(performedOn)}: ${relief.text}${foundLater(record, fact.data)}${past}${harm.join('')}`;
  const sources = [
    eventSource(fact),
    ...(order ? [eventSource(order)] : []),
    ...relief.sources,
    ...events.map(eventSource),
  ];
  return line(
    text,
    sources,
    { ...fact.data, technique: order?.data.technique ?? null, relief: relief.data },
    relief.missing.map((what) => `${what} (${worded(kind)}, ${shortDayText(performedOn)})`),
  );
}

function reliefOf(record: EvidenceRecord, on: LocalDate) {
  const zone = record.state.reach.timeZone;
  const points = pointsOf(record, PAIN);
  const today = localDay(record, record.now);
  const from = (days: number): number => startOfDay(zone, plusDays(on, days));
  // What is answered on the day itself counts as before, as where a stage freezes its baseline.
  const before = points.findLast(({ at }) => at >= from(-BEFORE_DAYS) && at < from(1));
  const rule = scoreRuleOf(record.rules, PAIN);
  const after = reliefDays(record).map((days) => {
    const name = nameOf(days);
    const within = withinOf(days);
    const target = from(days);
    const near = points.filter(({ at }) => at >= from(days - within) && at < from(days + within + 1));
    const [found] = near.sort((a, b) => Math.abs(a.at - target) - Math.abs(b.at - target));
    const percent = before && found ? percentOf(before, found, rule) : null;
    return { name, days, found, percent, text: `${name} ${reliefText(record, on, { days, within, found, percent })}` };
  });
  const says = before ? `${scoreLabel(PAIN)} ${String(before.value)} before` : `${scoreLabel(PAIN)} before not known`;
  return {
    text: [says, ...after.map(({ text }) => text)].join('; '),
    data: {
      before: before ? { value: before.value, at: before.at } : null,
      after: after.map(({ name, found, percent }) => ({
        after: name,
        value: found?.value ?? null,
        at: found?.at ?? null,
        percent,
      })),
    },
    missing: [
      ...(before ? [] : ['pain before']),
      ...after.flatMap(({ name, found, days }) => (found || today < plusDays(on, days) ? [] : [`pain ${name} after`])),
    ],
    sources: [before, ...after.map(({ found }) => found)].flatMap((point) => (point ? [point.source] : [])),
  };
}

/** As the pathway reads it: when its procedures are judged, and when their success is read again. */
function reliefDays({ rules }: EvidenceRecord): number[] {
  const stage = rules.pathway.tracks
    .flatMap(({ stages }) => stages)
    .find((each) => each.kind === 'procedure' && each.readAgain !== undefined);
  return stage?.kind === 'procedure' && stage.readAgain
    ? [stage.evaluateAfterDays, ...stage.readAgain.afterDays]
    : DAYS;
}

const nameOf = (days: number): string => (days > 14 && days % 7 === 0 ? `${String(days / 7)} wk` : `${String(days)} d`);

/** How far from the day an answer may lie: the later the day, the rarer the questions [D]. */
const withinOf = (days: number): number => (days < 28 ? 4 : days < 70 ? 10 : 14);

/** What the pathway found when it read the relief again; nothing before, and where it does not. */
function foundLater({ state }: EvidenceRecord, { kind, performedOn, region }: Done): string {
  const known = state.history.procedures.find(
    (each) => each.kind === kind && each.performedOn === performedOn && each.region === region,
  );
  const last = known?.relief?.read.at(-1);
  if (!last) return '';
  return `; ${last.found === 'unknown' ? 'cannot tell whether relief held' : `relief ${last.found}`} at ${nameOf(last.afterDays)}`;
}

type Done = { kind: string; performedOn: LocalDate; region: string };

type Asked = { days: number; within: number; found: Point | undefined; percent: number | null };

function reliefText(record: EvidenceRecord, on: LocalDate, { days, within, found, percent }: Asked): string {
  if (found) {
    const share =
      percent === null ? '' : percent < 0 ? `, worse by ${String(-percent)} %` : `, relief ${String(percent)} %`;
    return `${String(found.value)} (${dayIn(record, found.at)}${share})`;
  }
  const due = plusDays(on, days);
  if (localDay(record, record.now) < due) return `not due before ${shortDayText(due)}`;
  const zone = record.state.reach.timeZone;
  const from = startOfDay(zone, plusDays(on, days - within));
  const to = startOfDay(zone, plusDays(on, days + within + 1));
  const forms = Object.values(record.rules.instruments).filter(({ scores }) =>
    scores.some(({ score }) => score === PAIN),
  );
  const asked = forms.map(({ id }) => unanswered(record, id, from, to)).find((each) => each !== 'not asked');
  return asked ?? 'not asked';
}
