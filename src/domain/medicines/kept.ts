import type { DomainEvent } from '../words/event';
import { ruleName } from '../pathway/lookup';
import type { Stage } from '../pathway/types';
import type { Rules } from '../step/rules';
import type { Instant } from '../words/time';
import type { Work } from '../step/work';
import { beginTaking, endTaking } from './taken';

/**
 * A start or a stop that no stage takes, as after a correction of what came before it: what was begun is taken all the same
 * until somebody stops it, and is asked about and reviewed as in its own trial.
 */
export function keepMedicine(work: Work, event: DomainEvent, at: Instant): void {
  const taken = work.state.history.medicines?.taken ?? [];
  if (event.type === 'medication.started') {
    const { class: name, startedOn } = event.data;
    if (taken.some((each) => each.class === name)) return;
    const trial = trialOf(work.rules, name);
    if (!trial) return;
    const { track, stage } = trial;
    const review = stage.review && { ...stage.review, rule: ruleName(work.rules, track, stage.id, 'review') };
    beginTaking(work, name, { stage: stage.id, on: startedOn, at }, review);
  }
  if (event.type !== 'medication.stopped') return;
  // Without a class it meant the medicine of the trial: the last one begun.
  const last = taken.filter(({ begun }) => begun).sort((a, b) => b.since - a.since)[0];
  const name = event.data.class ?? last?.class;
  if (name !== undefined) endTaking(work, name, at);
}

type Trial = Extract<Stage, { kind: 'medication-trial' }>;

/** The first trial for a class. */
function trialOf({ pathway }: Rules, name: string): { track: string; stage: Trial } | null {
  for (const track of pathway.tracks) {
    for (const stage of track.stages) {
      if (stage.kind === 'medication-trial' && stage.adequacy.some((each) => each.class === name)) {
        return { track: track.id, stage };
      }
    }
  }
  return null;
}
