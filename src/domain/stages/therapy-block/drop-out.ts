import { plusDays } from '../../calendar/calendar';
import { openingOn } from '../../calendar/staffed-hours';
import { ruleName } from '../../pathway/lookup';
import { closeGate } from '../../promises/gates';
import { closeTasks } from '../../promises/tasks';
import { todayOf, type Work } from '../../step/work';
import type { DomainEvent } from '../../words/event';
import type { EnrolmentState } from '../../words/state';
import type { Instant } from '../../words/time';
import type { Seat } from '../kind';
import type { Dropped } from './definition';
import { judgeBlock, judgingOf } from './judging';

// Whoever drops out of a block could not come, did not want to, or had enough of it: a clinician says which. Nobody is led
// on to the next block by not coming.

type BlockSeat = Seat<'therapy-block'>;

/** What a fact says of this block: that it is not wanted, or not possible; null where it is about something else. */
export function droppedBy({ id }: { id: string }, event: DomainEvent): Dropped | null {
  if (event.type === 'therapy.declined') {
    const { stage, as = 'declined' } = event.data;
    return stage === undefined || stage === id ? as : null;
  }
  return event.type === 'treatment.declined' && event.data.stage === id ? 'declined' : null;
}

/** What was said of this block before it began, and about which no clinician has decided anything since. */
export function droppedBefore({ history }: EnrolmentState, { id }: { id: string }): Dropped | null {
  const said = history.declined?.findLast((each) => 'stage' in each && (each.stage === id || each.stage === null));
  if (!said || !('stage' in said) || history.decisions.some(({ at }) => at > said.at)) return null;
  return said.unable ? 'unable' : 'declined';
}

/** Where enough sessions were attended the block is judged at its end, as ever; short of it a clinician is asked at once. */
export function takeDropOut(work: Work, seat: BlockSeat, dropped: Dropped, at: Instant): void {
  const { own, stage, track } = seat;
  if (!stage.dropOut) return;
  own.dropped = dropped;
  const rule = ruleName(work.rules, track.track, stage.id, stage.dropOut.id);
  closeTasks(work, bookingTasks, at, 'the block is not wanted or not possible', rule);
  // That somebody got worse is asked first: its answer settles the block as well.
  if (track.gate?.verdict.kind === 'getting-worse' || judgingOf(seat).verdictAt(at).kind !== 'not-yet-adequate') return;
  if (track.gate && track.gate.gate !== stage.dropOut.id) closeGate(work, track, 'withdrawn', at, rule);
  judgeBlock(work, seat, at);
}

/** What nobody is rung or asked about once the block is not wanted. */
const bookingTasks = ['book-sessions', 'call-about-sessions', 'call-about-missed'] as const;

/** A decision to go on with the block takes back that it was dropped; without a session to come somebody books one. */
export function bookMore({ rules, state }: Work, { own, stage }: BlockSeat, at: Instant): void {
  delete own.dropped;
  const by = openingOn(rules.clinic, plusDays(todayOf(state, at), stage.bookWithinDays));
  Object.assign(own, { goneOnAt: at, bookingAsked: false, bookBy: by });
}
