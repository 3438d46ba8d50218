import { closeTasks, openTask } from '../../promises/tasks';
import { forgetPromises } from '../../promises/promises';
import { localDateAt } from '../../calendar/calendar';
import { ruleName } from '../../pathway/lookup';
import { eventRule, type Work } from '../../step/work';
import type { Session } from '../../words/history';
import type { EnrolmentState, TrackState } from '../../words/state';
import type { Instant } from '../../words/time';
import type { Seat } from '../kind';

// Sessions missed one after the other: somebody rings, once for each run of them.

const CALL = 'call-about-missed';

/** The last sessions of the block, as far as they were missed one after the other; one that was called off counts as nothing. */
export function missedInARow(
  { history }: Pick<EnrolmentState, 'history'>,
  { stage, since }: Pick<TrackState, 'stage' | 'since'>,
): Session[] {
  const known = history.sessions
    .filter((each) => each.stage === stage && each.bookedAt >= since)
    .filter(({ outcome }) => outcome === 'attended' || outcome === 'missed')
    .sort((a, b) => a.at - b.at);
  return known.slice(known.findLastIndex(({ outcome }) => outcome === 'attended') + 1);
}

/** Has somebody ring, or takes that back where a session turns out to have been attended. After a call new misses count. */
export function tellMissed(work: Work, seat: Seat<'therapy-block'>, at: Instant): void {
  const { own, stage, state, track } = seat;
  const { missedInARow: rule } = stage;
  if (!rule) return;
  const run = missedInARow(state, track);
  if (run.length < rule.count) {
    closeTasks(work, [CALL], at, 'a session was attended', eventRule('session.attended'));
    return;
  }
  const [first] = run.filter((session) => session.at > (own.missedTold ?? -Infinity));
  const untold = first ? run.length - run.indexOf(first) : 0;
  const isOpen = state.tasks.some(({ task }) => task === CALL);
  // Whoever rings rings about all of them.
  if (isOpen || untold >= rule.count) own.missedTold = run.at(-1)?.at ?? at;
  if (isOpen || !first || untold < rule.count) return;
  forgetPromises(state, [CALL]);
  openTask(work, {
    task: CALL,
    about: `${track.track}/${stage.id}@${localDateAt(work.rules.clinic.timeZone, first.at)}`,
    at,
    rule: ruleName(work.rules, track.track, stage.id, 'missed-in-a-row'),
    withinWorkingDays: rule.callWithinWorkingDays,
  });
}
