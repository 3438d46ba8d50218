import type { LeafKind } from '../leaf';
import { adherence } from './adherence';
import { answered } from './answered';
import { attended } from './attended';
import { count } from './count';
import { decision } from './decision';
import { elapsed } from './elapsed';
import { flag } from './flag';
import { improved } from './improved';
import { lasting } from './lasting';
import { lost } from './lost';
import { missed } from './missed';
import { recorded } from './recorded';
import { ruledOut, unable } from './ruled-out';
import { score } from './score';
import { support } from './support';
import { takes } from './takes';
import { tried } from './tried';
import { weighed } from './weighed';
import { worsened } from './worsened';

/** Every kind of leaf by the word it is written with. Whatever asks about leaves asks this table. */
export const leaves = {
  score,
  improved,
  worsened,
  elapsed,
  missed,
  recorded,
  answered,
  attended,
  adherence,
  count,
  flag,
  decision,
  lost,
  takes,
  weighed,
  tried,
  ruledOut,
  unable,
  support,
  lasting,
};

type Leaves = typeof leaves;
type DataOf<K> = K extends LeafKind<infer L> ? L : never;

/** A leaf of a rule's tree: its word, and the data of its kind. */
export type Leaf = { [K in keyof Leaves]: { kind: K } & DataOf<Leaves[K]> }[keyof Leaves];

/** All that is known of the kind of this leaf. */
export function kindOfLeaf(leaf: Leaf): LeafKind<Leaf> {
  return leaves[leaf.kind] as unknown as LeafKind<Leaf>;
}
