import type { WayOut } from '../../stages/kind';
import { kindOf } from '../../stages/registry';
import { partsOf, stagesOf } from '../parts';
import type { Pathway, Track } from '../types';
import type { Destination } from '../language';
import type { Stage } from '../../stages/types';
import type { Check, Finding } from './finding';
import { type Path, stagesIn } from '../places';

// Going round is care only where what was reached is lost; everything else that leads round needs a number that ends it.

/** Questions that are only put where what was reached is lost again: what they lead back to was over, and is needed anew. */
export function relapseGates({ tracks }: Pick<Pathway, 'tracks'>): ReadonlySet<string> {
  return new Set(
    tracks.flatMap(({ stages }) =>
      stages.flatMap((stage) =>
        partsOf(stage).gates.flatMap(({ gate, when }) => (isRelapse(stage, when) ? [gate.id] : [])),
      ),
    ),
  );
}

function isRelapse(stage: Stage, found: string | undefined): boolean {
  return kindOf(stage.kind).watchesGain === true && (found === 'getting-worse' || found === 'not-enough');
}

/**
 * Stages that lead round to themselves, by decisions and by what comes after the last `again`, without a relapse on the
 * way. The way that turns back in the order of the file is named; every circle has one.
 */
export const endlessLoops: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ track, stage, path }) =>
    lastingWays(stage).flatMap((way): Finding[] =>
      stagesOf(way.to)
        .filter((next) => turnsBack(track, stage, next) && follows(track, next).has(stage.id))
        .map((next) => ({
          rule: 'loop.no-limit',
          path: [...path, ...way.path, ...pathTo(way.to)],
          reason: `leads back to "${next}", as often as one likes${round(track, next, stage)}`,
          fix: 'repeat with "again: { afterDays, atMost, otherwise }", or lead onwards',
        })),
    ),
  );

/** Ways that are open without a relapse. */
function lastingWays(stage: Stage): WayOut[] {
  const afterRelapse = partsOf(stage)
    .gates.filter(({ when }) => isRelapse(stage, when))
    .map(({ path }) => `${path.join('/')}/`);
  return partsOf(stage).ways.filter(({ path }) => !afterRelapse.some((gate) => path.join('/').startsWith(gate)));
}

function turnsBack({ stages }: Track, stage: Stage, next: string): boolean {
  const place = stages.findIndex(({ id }) => id === next);
  return place >= 0 && place <= stages.indexOf(stage);
}

/** The stage itself and all that can follow it, without a relapse, each with the one it was reached from. */
function follows({ stages }: Track, first: string): Map<string, string | null> {
  const reached = new Map<string, string | null>([[first, null]]);
  // A map grows while it is walked, so each newly reached stage is walked too.
  for (const id of reached.keys()) {
    const stage = stages.find((each) => each.id === id);
    for (const next of stage ? lastingWays(stage).flatMap(({ to }) => stagesOf(to)) : [])
      if (!reached.has(next)) reached.set(next, id);
  }
  return reached;
}

/** ` (trial → review → trial)`: the shortest way round. */
function round(track: Track, next: string, stage: Stage): string {
  const reached = follows(track, next);
  const way: string[] = [];
  for (let id: string | null = stage.id; id !== null; id = reached.get(id) ?? null) way.unshift(id);
  return ` (${[...way, next].join(' → ')})`;
}

function pathTo(to: Destination): Path {
  return to.to === 'again' ? ['again', 'otherwise', ...pathTo(to.otherwise)] : [];
}
