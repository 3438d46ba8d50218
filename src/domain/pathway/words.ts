import type { Destination, EndOutcome, Track } from './types';

// Small pieces of English that protocol and diagram share.

export function daysText(days: number): string {
  if (days % 7 === 0 && days > 7) return `${String(days / 7)} weeks`;
  return `${String(days)} ${days === 1 ? 'day' : 'days'}`;
}

export function listText(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1) ?? ''}`;
}

export const endings = {
  'returned-to-referrer': 'the pathway ends: back to the referrer',
  'referred-to-surgery': 'the pathway ends: referred to surgery',
  'care-completed': 'the pathway ends: care is complete',
} satisfies Record<EndOutcome, string>;

/** Where a way leads, in words: `“Surgical review”`, or the end, or the same question again. */
export function destinationText(track: Track, to: Destination): string {
  switch (to.to) {
    case 'stage':
      return `on to “${titleOf(track, to.stage)}”`;
    case 'end':
      return endings[to.outcome];
    case 'again':
      return `the question is put again after ${daysText(to.afterDays)}, at most ${timesText(to.atMost)}; after that ${destinationText(track, to.otherwise)}`;
  }
}

function timesText(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${String(times)} times`;
}

export function titleOf(track: Track, id: string): string {
  return track.stages.find((stage) => stage.id === id)?.title ?? id;
}
