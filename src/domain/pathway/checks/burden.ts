import type { Pathway } from '../types';
import type { CheckInUse } from '../language';
import type { Stage } from '../../stages/types';
import { textIn } from '../../patient-texts/texts';
import { asksIn, type Check, type CheckContext, type Finding, usesIn } from './finding';

/** Where the pathway sets no budget: three routine messages a week over all tracks (clinical notes, section 6 [D]). */
const MOST_A_WEEK = 3;
const WEEK = 7;
/** Long enough for every rhythm to meet every other. */
const SEEN_DAYS = 12 * WEEK;

type Place = { stage: Stage; track: number; index: number };

/**
 * The worst week of somebody who answers nothing, for every combination of stages that can be side by side. What falls on
 * one day is one link, and its reminders are those of the first.
 */
export const burden: Check = (pathway) => {
  const budget = pathway.burden?.routineMessagesPerWeek ?? MOST_A_WEEK;
  const reported = new Set<string>();
  return combinations(pathway).flatMap((places): Finding[] => {
    const most = worstWeek(pathway, places);
    const heaviest = places.toSorted((one, other) => alone(pathway, other) - alone(pathway, one))[0];
    if (most <= budget || !heaviest || reported.has(heaviest.stage.id)) return [];
    reported.add(heaviest.stage.id);
    const others = places.filter((place) => place !== heaviest).map(({ stage }) => `"${stage.id}"`);
    return [
      {
        rule: 'burden.over-budget',
        path: ['tracks', heaviest.track, 'stages', heaviest.index, 'checkIns'],
        reason: `send up to ${most} messages a week${others.length > 0 ? ` beside ${others.join(' and ')}` : ''}`,
        fix: `ask less often or remind less, so that it is ${budget} at most`,
      },
    ];
  });
};

function combinations({ tracks }: Pathway): Place[][] {
  return tracks.reduce<Place[][]>(
    (sofar, { stages }, track) =>
      sofar.flatMap((places) => stages.map((stage, index) => [...places, { stage, track, index }])),
    [[]],
  );
}

const alone = (pathway: Pathway, place: Place): number => worstWeek(pathway, [place]);

function worstWeek(pathway: Pathway, places: Place[]): number {
  const sent = new Array<number>(SEEN_DAYS + WEEK).fill(0);
  const firstOn = new Map<number, string>();
  for (const use of places.flatMap(({ stage }) => stage.checkIns)) {
    // Safety check-ins are no routine: they are never saved on.
    if (pathway.checkIns.some(({ id, safety }) => id === use.checkIn && safety)) continue;
    for (const day of daysOf(use)) if (!firstOn.has(day)) firstOn.set(day, use.checkIn);
  }
  for (const [day, checkIn] of firstOn) {
    const reminders = pathway.checkIns.find(({ id }) => id === checkIn)?.reminderAfterDays ?? [];
    for (const after of [0, ...reminders]) sent[day + after] = (sent[day + after] ?? 0) + 1;
  }
  return Math.max(...sent.slice(0, SEEN_DAYS).map((_, from) => sum(sent.slice(from, from + WEEK))));
}

/** Days of the rhythm, counted from its first. A single asking falls on the next day of the weekly rhythm. */
function daysOf(use: CheckInUse): number[] {
  if ('once' in use) {
    const { afterDays, on } = use.once;
    return [on === 'day' ? afterDays : Math.ceil(afterDays / WEEK) * WEEK].filter((day) => day < SEEN_DAYS);
  }
  const { days } = use.every;
  return Array.from({ length: Math.ceil(SEEN_DAYS / days) }, (_, time) => time * days);
}

function sum(counts: number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/**
 * Whoever has had a sign for long learns to read past an emergency page that comes with every check-in: what is known and
 * as usual must show another one.
 */
export const pageFatigue: Check = (pathway, context) => {
  const weekly = new Set(
    usesIn(pathway).flatMap(({ use }) => ('every' in use && use.every.days <= WEEK ? use.checkIn : [])),
  );
  return asksIn(pathway).flatMap(({ id, path }): Finding[] => {
    const known = context.instruments[id]?.known;
    const checkIn = pathway.checkIns[Number(path[1])]?.id ?? '';
    if (!known || !weekly.has(checkIn) || !isEmergency(known.usual, context)) return [];
    const reason = `asks "${id}" every week, and answers a known sign that is as usual with the emergency page "${known.usual.help}"`;
    const fix = 'let "as usual" of the form be for today, with a page of its own';
    return [{ rule: 'burden.page-fatigue', path, reason, fix }];
  });
};

function isEmergency({ tier, help }: { tier: string; help: string }, { clinic }: CheckContext): boolean {
  const page = clinic ? textIn(clinic.texts, 'en').text.help[help] : undefined;
  return tier === 'now' || page?.class === 'emergency';
}
