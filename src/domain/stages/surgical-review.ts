import { plusDays } from '../calendar';
import { openGate } from '../gates';
import { ruleName } from '../lookup';
import { openTask } from '../tasks';
import type { Instant } from '../time';
import { atPreferredTime, todayOf, type Work } from '../work';
import type { Seat, StageKind } from './kind';

/** Puts the question of surgery to a clinician at once, and has the evidence prepared. It proposes nothing itself. */
export const surgicalReview: StageKind<'surgical-review'> = {
  takes: [],
  enter: () => ({ kind: 'surgical-review', reviewAt: null, reviews: 0 }),
  entered: putQuestion,
  refuse: () => null,
  handle: () => null,
  onAnswer: () => undefined,

  due: ({ own, track }) =>
    own.reviewAt === null || track.gate !== null
      ? null
      : { at: own.reviewAt, what: 'The question is put again', to: 'clinicians' },

  onDue: putQuestion,

  again(_work, { own, state }, { afterDays, atMost }, at) {
    if (own.reviews > atMost) return false;
    own.reviewAt = atPreferredTime(state, plusDays(todayOf(state, at), afterDays));
    return true;
  },

  judge: () => null,
  waitingFor: ({ own }) =>
    own.reviewAt === null ? { for: 'nothing' } : { for: 'time', until: own.reviewAt, what: 'the next review' },
};

function putQuestion(work: Work, { track, stage, own }: Seat<'surgical-review'>, at: Instant): void {
  own.reviewAt = null;
  own.reviews += 1;
  openGate(work, track, stage.gate, { kind: 'decision-due', rule: null, inputs: track.why.inputs, missing: [] }, at);
  const about = `${track.track}/${stage.id}@${todayOf(work.state, at)}`;
  openTask(work, { task: 'prepare-evidence', about, at, rule: ruleName(work.rules, track.track, stage.id, 'entered') });
}
