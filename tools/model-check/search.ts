import type { Rules } from '../../src/domain/step/rules';
import type { Frontier } from './frontier';
import type { Terrain } from './terrain';
import type { Steps } from './trace';

/** One state that was seen; `next` are the keys it leads to. */
export type Node = Steps & {
  key: string;
  standing: string;
  places: string[];
  from: Node | null;
  next: string[];
  silent: string | null;
  expanded: boolean;
  atRest: boolean;
};

export type Search = {
  rules: Rules;
  terrain: Terrain;
  nodes: Map<string, Node>;
  frontier: Frontier<Node>;
  /** Fault → the node it was first seen at. */
  faults: Map<string, Node>;
  /** Ladder → the node at which it was first started. */
  raised: Map<string, Node>;
  moves: number;
  /** States from which an end was reached. */
  free: number;
};
