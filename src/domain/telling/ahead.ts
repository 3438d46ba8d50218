import { isOffered } from '../stages/moves';
import { evaluate } from '../rules/predicates';
import { predicateText, inputsText } from './rules';
import { gateOf } from '../pathway/gates-of';
import { stagesOf } from '../pathway/parts';
import type { Notice, Stage } from '../pathway/types';
import { stageOf } from '../pathway/lookup';
import type { Rules } from '../step/rules';
import { factsOf } from '../stages/facts';
import type { Seat } from '../stages/kind';
import type { Instant } from '../words/time';

/** A stage that an answer to the open question leads to: who it is for, and what must be seen before deciding for it. */
export type StageAhead = {
  choice: 'approve' | 'decline';
  stage: string;
  title: string;
  /** False: the clinic does not offer it, and the track goes on past it. */
  offered: boolean;
  /** Who it is for, with its source and what it reads today. It says nothing about whether to. */
  entry: { id: string; needs: string; source: string; says: string } | null;
  notices: Notice[];
};

/** Where the answers to the open question of a track lead; empty while none is open. */
export function stagesAhead(seat: Seat, now: Instant): StageAhead[] {
  const { track, stage, rules } = seat;
  const gate = track.gate ? gateOf(stage, track.gate.gate) : undefined;
  if (!gate) return [];
  return (['approve', 'decline'] as const).flatMap((choice) =>
    stagesOf(gate[choice]).map((id): StageAhead => {
      const to = stageOf(rules, { track: track.track, stage: id });
      const offered = to.optional === undefined || isOffered(rules, id, to.optional.offered);
      return { choice, stage: id, title: to.title, offered, entry: entryOf(to, seat, now), notices: to.notices ?? [] };
    }),
  );
}

function entryOf({ entry }: Stage, seat: { rules: Rules } & Seat, now: Instant): StageAhead['entry'] {
  if (!entry) return null;
  const { truth, inputs, missing } = evaluate(entry.when, factsOf(seat, { baseline: {} }, now));
  const found = truth === 'unknown' ? `cannot tell: missing ${missing.join(', ')}` : truth ? 'holds' : 'does not hold';
  const says = `${found} (${inputsText(inputs)})`;
  return { id: entry.id, needs: predicateText(entry.when), source: entry.source, says };
}
