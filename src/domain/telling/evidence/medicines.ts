import { daysBetween, startOfDay } from '../../calendar/calendar';
import { ruleWords } from '../../escalation/signal-words';
import { DAY, type Instant, type LocalDate } from '../../words/time';
import { shortDayText } from '../english';
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
  localDay,
  quoted,
  responseSource,
  type Source,
  type Told,
  unanswered,
} from './record';

type Stop = { on: LocalDate; reason: string | null };
type Taken = {
  class: string;
  agent: string;
  as: 'trial' | 'add-on' | 'long-acting';
  levels: { level: string; from: LocalDate }[];
  from: LocalDate;
  stop: Stop | null;
  sources: Source[];
};

/** Every medicine that was begun here, and what is known of the others. */
export function medicines(record: EvidenceRecord): Line[] {
  const taken = coursesOf(record);
  return [
    ...(taken.length > 0
      ? taken.map((one) => courseLine(record, one))
      : [absent(record, 'No start of a medicine is recorded here.')]),
    ...refusedLines(record),
    listLine(record),
  ];
}

/** A start of the same class and agent is another level of what is taken already. */
function coursesOf(record: EvidenceRecord): Taken[] {
  const all: Taken[] = [];
  for (const fact of factsOf(record, 'medication.started', 'treatment.added', 'medication.stopped')) {
    const open = all.filter(({ stop }) => stop === null);
    if (fact.type === 'medication.stopped') {
      const name = fact.data.class;
      const trials = open.filter(({ as }) => as === 'trial');
      const one = name === undefined ? (trials.at(-1) ?? open.at(-1)) : open.findLast((each) => each.class === name);
      const on = localDay(record, fact.occurredAt);
      if (!one) continue;
      one.stop = { on: on < one.from ? one.from : on, reason: fact.data.reason };
      one.sources.push(eventSource(fact));
      continue;
    }
    const { class: name, agent, startedOn: from } = fact.data;
    const level = fact.type === 'medication.started' ? fact.data.doseLevel : fact.data.as;
    const same = open.find((each) => each.class === name && each.agent === agent);
    if (same && fact.type === 'medication.started') {
      same.levels = [...same.levels.filter((each) => each.from !== from), { level, from }].sort(byDay);
      same.sources.push(eventSource(fact));
    } else {
      const as = fact.type === 'medication.started' ? 'trial' : fact.data.as;
      all.push({ class: name, agent, as, levels: [{ level, from }], from, stop: null, sources: [eventSource(fact)] });
    }
  }
  return all;
}

const byDay = (a: { from: LocalDate }, b: { from: LocalDate }): number => (a.from < b.from ? -1 : 1);

function courseLine(record: EvidenceRecord, one: Taken): Line {
  const today = localDay(record, record.now);
  const end = one.stop?.on ?? today;
  const zone = record.state.reach.timeZone;
  // What is felt or found on the day of the end belongs to it.
  const time: Span = { from: startOfDay(zone, one.from), to: one.stop ? startOfDay(zone, end) + DAY : record.now };
  const levels = one.levels.map(({ level, from }, index) => {
    const until = one.levels[index + 1]?.from ?? end;
    return { level, from, days: Math.max(0, daysBetween(from, until < end ? until : end)) };
  });
  const effects = effectsOf(record, one, time);
  const taking = takingOf(record, time);
  const verdict = record.state.history.completed.findLast(
    (each) => each.class === one.class && each.at >= time.from && each.at <= time.to + JUDGED_LATER,
  );
  const judged = verdict ? judgedText(verdict) : 'not judged';
  const name = one.agent === one.class ? one.agent : `${one.agent} (${one.class})`;
  const listed = listedAfter(record, one);
  const when = `${shortDayText(one.from)} – ${one.stop ? shortDayText(one.stop.on) : 'no stop recorded'}`;
  const text = [
    `${name}, ${when}: ${levels.map(({ level, days }) => `${level} ${timeText(days)}`).join(', ')}`,
    ...(one.as === 'trial' ? [judged] : []),
    ...(one.stop ? [`stopped, ${quoted(one.stop.reason, 'no reason recorded')}`] : listed.text),
    effects.text,
    taking.text,
  ].join('; ');
  return line(
    text,
    [...one.sources, ...listed.sources, ...effects.sources, ...taking.sources],
    {
      ...{ class: one.class, agent: one.agent, as: one.as, startedOn: one.from, stopped: one.stop, levels },
      ...{ judged: verdict ? { kind: verdict.verdict, adequate: verdict.adequate, at: verdict.at } : null },
      ...{ sideEffects: effects.data, adherence: taking.data },
    },
    [
      ...listed.missing,
      ...(effects.missing ? [`side effects of ${one.agent}`] : []),
      ...(taking.missing ? [`whether ${one.agent} was taken as agreed`] : []),
    ],
  );
}

/** That no stop is recorded does not say that it is taken: a list that somebody went through since says so, or not. */
function listedAfter(record: EvidenceRecord, one: Taken): { text: string[]; missing: string[]; sources: Source[] } {
  const changed = one.levels.at(-1)?.from ?? one.from;
  const last = factsOf(record, 'medication.reviewed').findLast(
    ({ data, occurredAt }) => data.classes !== undefined && localDay(record, occurredAt) >= changed,
  );
  if (one.stop || !last) return { text: [], missing: [], sources: [] };
  const isOn = last.data.classes?.includes(one.class) === true;
  const text = `${isOn ? 'on' : 'not on'} the list of ${dayOfFact(record, last)}`;
  return { text: [text], missing: isOn ? [] : [`whether ${one.agent} is still taken`], sources: [eventSource(last)] };
}

/** A question may be put some days after the medicine was stopped. */
const JUDGED_LATER = 28 * DAY;

type Span = { from: Instant; to: Instant };

const timeText = (days: number): string => (days < 7 ? `${String(days)} d` : `${String(Math.floor(days / 7))} wk`);

type Part = { text: string; data: object; missing: boolean; sources: Source[] };

const FORM = 'side-effects';
/** The safety questions about a medicine, of older pathways and of newer ones. */
const WARNINGS = ['medicine-safety.', 'medicine-signs.'];

/** What the patient reported while it was taken, each at its worst, and what staff recorded. */
function effectsOf(record: EvidenceRecord, one: Taken, time: Span): Part {
  const within = ({ at }: { at: Instant }): boolean => at >= time.from && at <= time.to;
  const items = record.rules.instruments[FORM]?.items ?? [];
  const given = record.answers.filter((each) => each.instrument === FORM && within(each));
  const worst = items.flatMap((item) => {
    const all = given.filter((each) => each.item === item.id && (each.value ?? 0) > 0);
    const [found] = all.sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || b.at - a.at);
    if (!found || item.answering.type !== 'choice') return [];
    const label = item.answering.options.find(({ value }) => value === found.value)?.label ?? String(found.value);
    return [{ what: item.text.toLowerCase(), worst: label.toLowerCase(), at: found.at, source: responseSource(found) }];
  });
  const warnings = factsOf(record, 'safety.signalled').filter(
    ({ data, recordedAt }) => WARNINGS.some((form) => data.rule.startsWith(form)) && within({ at: recordedAt }),
  );
  const events = factsOf(record, 'adverse-event.recorded').filter(
    ({ data, occurredAt }) =>
      data.of === 'medicine' &&
      (data.name === undefined ? within({ at: occurredAt }) : [one.class, one.agent].includes(data.name)),
  );
  const answered = given.filter(({ value }) => value !== null);
  const last = answered.at(-1);
  const reported = worst.map(({ what, worst: label, at }) => `${what} ${label} (${dayIn(record, at)})`);
  const skipped = given.length - answered.length;
  const says = [
    ...(reported.length > 0 ? [`side effects at worst: ${reported.join(', ')}`] : []),
    ...(reported.length === 0 && last
      ? [`side effects: “not at all” to each answered, last ${dayIn(record, last.at)}`]
      : []),
    ...(last ? [] : [`side effects ${unanswered(record, FORM, time.from, time.to)}`]),
    ...(skipped > 0 ? [`${String(skipped)} skipped`] : []),
    ...warnings.map(
      (fact) =>
        `warning sign: ${ruleWords(fact.data.rule, record.rules.instruments) ?? fact.data.rule} (${dayIn(record, fact.recordedAt)})`,
    ),
    ...events.map(
      (fact) =>
        `adverse event, ${fact.data.severity}: ${quoted(fact.data.text, 'no text')} (${dayOfFact(record, fact)})`,
    ),
  ];
  return {
    text: says.join('; '),
    missing: !last,
    data: {
      reported: worst.map(({ what, worst: label, at }) => ({ what, worst: label, at })),
      answered: answered.length,
      skipped,
    },
    sources: [
      ...worst.map(({ source }) => source),
      ...(last ? [responseSource(last)] : []),
      ...[...warnings, ...events].map((fact: Told) => eventSource(fact)),
    ],
  };
}

/** Adequate is what was taken, and not what was prescribed. */
function takingOf(record: EvidenceRecord, { from, to }: Span): Part {
  const points = record.scores.filter(({ score, at }) => score === 'medicine-adherence' && at >= from && at <= to);
  const last = points.at(-1);
  if (!last)
    return {
      text: `adherence ${unanswered(record, 'medicine-adherence', from, to)}`,
      data: {},
      missing: true,
      sources: [],
    };
  const lowest = Math.min(...points.map(({ value }) => value));
  const text = `taken on ${String(last.value)} of 7 days (${dayIn(record, last.at)}), lowest ${String(lowest)}`;
  return { text, data: { last: last.value, lowest, at: last.at }, missing: false, sources: points.map(responseSource) };
}

function refusedLines(record: EvidenceRecord): Line[] {
  const words = { 'medication.contraindicated': 'not possible', 'treatment.declined': 'declined' } as const;
  return factsOf(record, 'medication.contraindicated', 'treatment.declined').flatMap((fact) => {
    const { class: name, reason } = fact.data;
    if (name === undefined) return [];
    const text = `${name}: ${words[fact.type]}, ${quoted(reason, 'no reason recorded')} (${dayOfFact(record, fact)})`;
    return [line(text, [eventSource(fact)], { class: name, [words[fact.type]]: true, at: fact.occurredAt })];
  });
}

/** What else is taken is known only from a list that somebody went through with the patient. */
function listLine(record: EvidenceRecord): Line {
  const last = factsOf(record, 'medication.reviewed').findLast(({ data }) => data.classes !== undefined);
  if (!last)
    return absent(record, 'All that is taken: the list was never gone through, so not known', [
      'the list of all medicines taken',
    ]);
  const classes = last.data.classes ?? [];
  const all = classes.length === 0 ? 'nothing' : classes.join(', ');
  const text = `All that is taken, as gone through on ${dayOfFact(record, last)} by ${last.by}: ${all}`;
  return line(text, [eventSource(last)], { classes, at: last.occurredAt });
}
