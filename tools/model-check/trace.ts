import { daysBetween } from '../../src/domain/calendar/calendar';
import type { EnrolmentState } from '../../src/domain/words/state';
import { todayOf } from '../../src/domain/step/work';

/** One step of a course, in words, and the one before it. */
export type Steps = { says: string; state: EnrolmentState; from: Steps | null };

/** Lines of a trace: more than these are left out in the middle. */
const HEAD = 4;
const TAIL = 14;

/** How a course came to where it is: day, what happened, and where that led. */
export function traceOf(last: Steps): string[] {
  const steps: Steps[] = [];
  for (let step: Steps | null = last; step; step = step.from) steps.unshift(step);
  const lines = steps.map(({ says, state, from }) => {
    const place = placeOf(state);
    const led = from && placeOf(from.state) === place ? '' : ` → ${place}`;
    const day = daysBetween(todayOf(state, state.startedAt), todayOf(state, state.now));
    return `  day ${String(day)}: ${says}${led}`;
  });
  if (lines.length <= HEAD + TAIL) return lines;
  const left = lines.length - HEAD - TAIL;
  return [...lines.slice(0, HEAD), `  … ${String(left)} more steps …`, ...lines.slice(-TAIL)];
}

export function placeOf({ tracks, ended }: EnrolmentState): string {
  if (ended) return `ended: ${ended.reason}`;
  return tracks.map(({ track, stage, gate }) => `${track}/${stage}${gate ? ` at ${gate.gate}` : ''}`).join(', ');
}
