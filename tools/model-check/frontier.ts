import { kindOf } from '../../src/domain/stages/registry';
import type { EnrolmentState, TrackState } from '../../src/domain/words/state';
import { baselinesOf } from './terrain';

type Waiting = { state: EnrolmentState; places: string[] };

/**
 * The states still to be looked at. Next comes the one whose rarest place was looked at least; of equals in turn the
 * oldest (breadth) and the one furthest ahead in time (depth), so that the bound is spread over the whole pathway.
 */
export class Frontier<N extends Waiting> {
  private readonly waiting: N[] = [];
  private readonly looks = new Map<string, number>();
  private readonly known = new Set<string>();

  add(node: N): void {
    this.waiting.push(node);
  }

  next(turn: number): N | null {
    const ahead = turn % 2 === 1;
    let best = -1;
    let fewest = Infinity;
    for (const [index, node] of this.waiting.entries()) {
      const looks = this.looksAt(node);
      const isBetter =
        looks < fewest || (looks === fewest && ahead && node.state.now > (this.waiting[best]?.state.now ?? 0));
      if (!isBetter) continue;
      fewest = looks;
      best = index;
    }
    const [node] = best < 0 ? [] : this.waiting.splice(best, 1);
    if (!node) return null;
    for (const name of [...node.places, ...stagesOf(node)]) this.looks.set(name, (this.looks.get(name) ?? 0) + 1);
    return node;
  }

  /** How often its rarest place was looked at; a stage with many places counts as much as one with few. */
  private looksAt(node: N): number {
    const fewest = (names: string[]): number => Math.min(...names.map((name) => this.looks.get(name) ?? 0));
    return fewest(node.places) + fewest(stagesOf(node)) / 8;
  }

  /** Once for each place: what may befall anybody anywhere is tried there, and what goes on for long. */
  isNewPlace(node: N): boolean {
    const fresh = node.places.filter((place) => !this.known.has(place));
    for (const place of fresh) this.known.add(place);
    return fresh.length > 0;
  }
}

const stagesOf = ({ state }: Waiting): string[] => state.tracks.map(({ track, stage }) => `${track}/${stage}`);

/** One for each track: its stage, what was recorded there and what it waits for, and what is asked. */
export function placesOf(state: EnrolmentState): string[] {
  return state.tracks.map((track) =>
    [
      track.track,
      track.stage,
      kindOf(track.own.kind).phase?.(track) ?? '',
      comparedWith(track, state),
      track.gate?.gate,
      track.gate?.verdict.kind,
    ].join('/'),
  );
}

/** Against nothing known, against a complaint of nothing, or against one that can get better: other verdicts follow. */
function comparedWith(track: TrackState, state: EnrolmentState): string {
  const frozen = Object.values(baselinesOf(track.own));
  const points = frozen.length > 0 ? frozen : Object.values(state.scores).flatMap((each) => each.slice(-1));
  if (points.length === 0) return 'unknown';
  return points.some(({ raw }) => raw > 0) ? 'something' : 'nothing';
}
