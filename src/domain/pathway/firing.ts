import { dateOf } from '../calendar/calendar';
import { addToSpan, emptyHistory } from '../check-ins/history';
import { type Range, rawPerPoint, rawRangeOf } from '../instrument/range';
import type { Instrument, ScorePoint, ScoreRule } from '../instrument/types';
import type { Facts } from '../rules/evidence';
import type { Answer, Reading, Truth } from '../rules/leaf';
import { kindOfLeaf, type Leaf } from '../rules/leaves/index';
import { answer, combine, leavesOf, partsNeeded, type Predicate } from '../rules/predicates';
import { counted, daysText, listText } from '../telling/english';
import { DAY } from '../words/time';
import { stagesBeside } from './checks/ways';
import type { CheckInUse } from './language';
import { partsOf } from './parts';
import { type Path, stagesIn } from './places';
import type { Pathway, Track } from './types';
import type { Stage } from '../stages/types';

// Whether a rule can be met at the pace at which its scores are asked, shown by answers that meet it, and by answers that
// clear it again. A rule that needs two answers within three weeks is none where answers come every four.

/** Days from the first answer that speaks for it, and from the one that met it; null: no answers do it. */
export type Firing = {
  rule: string;
  cadence: string;
  fires: number | null;
  clears: number | null;
  path: Path;
};

/** Every rule of every stage, for each pace at which the stage (or, where it does not, one beside it) asks what it reads. */
export function firingsOf(pathway: Pathway, instruments: Record<string, Instrument>): Firing[] {
  return stagesIn(pathway).flatMap(({ track, stage, path }) =>
    partsOf(stage).rules.flatMap(({ rule, path: at }) =>
      cadencesOf(pathway, { track, stage }, rule.when, instruments).map(({ cadence, days, asked }) => ({
        rule: [track.id, stage.id, rule.id].join('/'),
        cadence,
        ...tried(rule.when, { days, asked, instruments }),
        path: [...path, ...at, 'when'],
      })),
    ),
  );
}

export function firingTable(firings: readonly Firing[]): string {
  const days = (count: number | null): string => (count === null ? 'never' : counted(count, 'day'));
  const rows = firings.map(({ rule, cadence, fires, clears }) =>
    [rule, cadence, days(fires), days(clears)].join(' | '),
  );
  const never = firings.filter(({ fires, clears }) => fires === null || clears === null).length;
  return [
    '| rule | asked | met after | cleared after |\n|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    `\n${counted(firings.length, 'row')}, ${String(never)} that cannot be met or cleared.`,
  ].join('\n');
}

type Cadence = { cadence: string; days: number[]; asked: string };

function cadencesOf(
  pathway: Pathway,
  { track, stage }: { track: Track; stage: Stage },
  when: Predicate,
  instruments: Record<string, Instrument>,
): Cadence[] {
  const within = (asked: string, all: CheckInUse[], where: string): Cadence[] => {
    const uses = all.filter(({ checkIn }) => givenBy(pathway, checkIn, instruments).has(asked));
    return [...new Set(uses.map(({ checkIn }) => checkIn))].flatMap((name) =>
      pacesOf(uses.filter(({ checkIn }) => checkIn === name)).map(({ pace, days }) => ({
        cadence: `${asked} in “${name}” ${pace}${where}`,
        days,
        asked,
      })),
    );
  };
  return [...new Set(leavesOf(when).flatMap(namesRead))].flatMap((asked) => {
    const here = within(asked, [...stage.checkIns, ...watchUses(pathway)], '');
    const beside = stagesBeside(pathway, track, stage).flatMap(({ checkIns }) => checkIns);
    return here.length > 0 ? here : within(asked, beside, ', beside it');
  });
}

/** What is asked as long as a medicine is taken, in whichever stage. */
const watchUses = ({ medicines }: Pathway): CheckInUse[] =>
  (medicines?.watch ?? []).flatMap(({ checkIn, findingEveryDays, everyDays }) =>
    [findingEveryDays, everyDays].flatMap((days) => (days === undefined ? [] : [{ checkIn, every: { days } }])),
  );

/** A year: longer than any row of answers that a rule waits for. */
const HORIZON = 366;
/** So many answers of a score are kept (words/state.ts). */
const KEPT = 12;

function pacesOf(uses: CheckInUse[]): { pace: string; days: number[] }[] {
  const every = uses.flatMap((use) => ('every' in use ? [use.every.days, use.every.steady?.days ?? []].flat() : []));
  const once = uses.flatMap((use) => ('once' in use ? [use.once.afterDays] : [])).sort((a, b) => a - b);
  return [
    ...[...new Set(every)].map((days) => ({
      pace: `every ${daysText(days)}`,
      days: Array.from({ length: Math.ceil(HORIZON / days) }, (_, count) => count * days),
    })),
    ...(once.length === 0 ? [] : [{ pace: `on day ${listText(once.map(String))}`, days: once }]),
  ];
}

/** The scores and signs that an answered check-in can give. */
function givenBy(pathway: Pathway, checkIn: string, instruments: Record<string, Instrument>): Set<string> {
  const asked = pathway.checkIns.find(({ id }) => id === checkIn)?.ask ?? [];
  const forms = asked.flatMap((id) => [instruments[id], instruments[instruments[id]?.continues?.into ?? '']]);
  return new Set(
    forms.flatMap((form) => [
      ...(form?.scores ?? []).map(({ score }) => score),
      ...(form?.items ?? []).flatMap(({ safety }) => safety?.rule ?? []),
    ]),
  );
}

const nameOf = (reading: Reading): string[] =>
  reading.of === 'score' ? [reading.score] : reading.of === 'flag' ? [reading.flag] : [];
const namesRead = (leaf: Leaf): string[] => kindOfLeaf(leaf).reads(leaf).flatMap(nameOf);

type Trial = Pick<Cadence, 'days' | 'asked'> & { instruments: Record<string, Instrument> };

/** The shortest of the courses in which the answers go one way and then the other, with everything else as it has to be. */
function tried(when: Predicate, trial: Trial): Pick<Firing, 'fires' | 'clears'> {
  const { days, asked, instruments } = trial;
  const isAsked = (leaf: Leaf): boolean => namesRead(leaf).includes(asked);
  const found: Pick<Firing, 'fires' | 'clears'> = { fires: null, clears: null };
  const held = new Set(turningOn(when, isAsked));
  const measured = { range: rawRangeOf(instruments, asked), rule: ruleIn(instruments, asked) };
  for (const up of [true, false]) {
    const truthAt = (day: number, turned: number): Truth => {
      const facts = factsOn(day, { ...trial, ...measured, up, turned });
      return combine(when, (leaf) => (isAsked(leaf) ? answer(leaf, facts) : constant(held.has(leaf)))).truth;
    };
    const met = days.find((day) => truthAt(day, Infinity) === true);
    if (met === undefined) continue;
    found.fires = Math.min(found.fires ?? Infinity, met - (days[0] ?? 0));
    const over = laterDays(when, days, met).find((day) => truthAt(day, met) !== true);
    if (over !== undefined) found.clears = Math.min(found.clears ?? Infinity, over - met);
  }
  return found;
}

/**
 * The other leaves that hold, so that the rule turns on those that are asked: of several parts as many hold as leave it to
 * one more.
 */
function turningOn(tree: Predicate, isAsked: (leaf: Leaf) => boolean): Leaf[] {
  if (!('of' in tree)) return [];
  if (tree.kind === 'not') return turningOn(tree.of, isAsked);
  const [asked, others] = partition(tree.of, (part) => leavesOf(part).some(isAsked));
  const held = Math.min(partsNeeded(tree) - 1, others.length);
  return [
    ...asked.flatMap((part) => turningOn(part, isAsked)),
    ...others.flatMap((part, index) => forced(part, index < held)),
  ];
}

/** The leaves that hold so that a part does, or does not. */
function forced(tree: Predicate, truth: boolean): Leaf[] {
  if (!('of' in tree)) return truth ? [tree] : [];
  if (tree.kind === 'not') return forced(tree.of, !truth);
  return tree.of.flatMap((part, index) => forced(part, truth && index < partsNeeded(tree)));
}

function partition<T>(all: readonly T[], isOne: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isOne), all.filter((each) => !isOne(each))];
}

/** When a rule may change its mind: with an answer, and when the last one has grown too old. */
function laterDays(when: Predicate, days: readonly number[], met: number): number[] {
  const last = days.at(-1) ?? met;
  const tooOld = leavesOf(when).flatMap((leaf) => ('withinDays' in leaf ? [last + leaf.withinDays + 1] : []));
  return [...days.filter((day) => day > met), ...tooOld].sort((a, b) => a - b);
}

const constant = (truth: Truth): Answer => ({ truth, told: () => ({ inputs: [], missing: [] }) });

type Course = Trial & {
  /** Of the score that is asked; null where a sign is. */
  range: Range | null;
  rule: ScoreRule | null;
  up: boolean;
  /** After this day answers go the other way. */
  turned: number;
};

/** What is known on a day when every answer so far went the same way, from the middle. */
function factsOn(day: number, { days, asked, instruments, range, rule, up, turned }: Course): Facts {
  const answered = days.filter((each) => each <= day).slice(-KEPT);
  const goesUp = (on: number): boolean => up === on <= turned;
  const history = emptyHistory();
  if (!range) {
    history.signals = answered.filter(goesUp).map((on) => ({ rule: asked, at: on * DAY }));
    history.safetyAnswered = { [asked]: (answered.at(-1) ?? 0) * DAY };
  }
  const point = (raw: number, on: number): ScorePoint => ({
    raw,
    value: rule ? raw / rawPerPoint(rule) : raw,
    at: on * DAY,
  });
  const { min = 0, max = 0 } = range ?? {};
  if (range) {
    for (const on of days.filter((each) => each <= day))
      addToSpan(history, 0, { score: asked, ...point(goesUp(on) ? max : min, on) }, on * DAY);
  }
  const points = (raw: number): Record<string, ScorePoint> => (range ? { [asked]: point(raw, -1) } : {});
  return {
    at: day * DAY,
    today: dateOf(day),
    since: dateOf(0),
    startedOn: dateOf(0),
    scores: range ? { [asked]: answered.map((on) => point(goesUp(on) ? max : min, on)) } : {},
    baseline: points(Math.floor((min + max) / 2)),
    reached: points(up ? min : max),
    recorded: [],
    missedInARow: {},
    history,
    attendance: null,
    site: null,
    scoreRule: (score) => {
      const found = score === asked ? rule : ruleIn(instruments, score);
      if (!found) throw new Error(`no instrument gives the score "${score}"`);
      return found;
    },
  };
}

function ruleIn(instruments: Record<string, Instrument>, score: string): ScoreRule | null {
  for (const { scores } of Object.values(instruments)) {
    const rule = scores.find((each) => each.score === score);
    if (rule) return rule;
  }
  return null;
}
