import { clinical, personOf } from '../words/authority';
import { alwaysByAnybody, byAnybody, duringCare, type Group } from './fact';
import { dataOf, instant, reason, word } from './fields';
import { day } from '../telling/entry-words';
import { cancelRoutine, endEnrolment } from '../promises/ending';
import { type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import { closeGate } from '../promises/gates';
import { endOf } from '../escalation/hold-ends';
import { ruleName, trackOf } from '../pathway/lookup';
import { enterStage } from '../stages/moves';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { TaskKind } from '../words/task-kinds';
import { closeTasks, openTask } from '../promises/tasks';
import { DAY, type Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';
import { defined } from '../words/defined';

export const moveFacts = {
  'stage.bypassed': {
    ...duringCare,
    who: personOf(clinical),
    data: () => dataOf({ track: word('the track, such as care'), reason: reason() }),
    example: { track: 'care', reason: 'x' },
    refuse: refuseBypass,
    take: takeBypass,
    told: () => 'A clinician sent the patient to the review at once.',
  },
  'enrolment.transferred': {
    ...byAnybody,
    data: () => dataOf({ reason: reason() }),
    example: { reason: 'x' },
    refuse: (_rules, state) =>
      state.transfer ? refused('already-transferred', 'A transfer is under way: record enrolment.accepted.') : null,
    take: takeTransfer,
    told: () => 'Another service was asked to take over; until it accepts, nothing changes.',
  },
  'enrolment.accepted': {
    ...byAnybody,
    data: () => dataOf({}).default({}),
    example: {},
    refuse: refuseAcceptance,
    take: takeAcceptance,
    told: () => 'The other service accepted.',
  },
  'patient.admitted': {
    ...alwaysByAnybody,
    data: ({ now }) =>
      dataOf({ reviewAt: instant.refine((value) => value > now, 'The day to ask again lies in the future.') }),
    example: { reviewAt: '2100-01-01T09:00:00Z' },
    take: takeAdmission,
    kept: null,
    told: (entry, zone) => `The patient is in hospital; this is looked at again on ${day(entry, 'review', zone)}.`,
  },
  'patient.discharged': {
    ...alwaysByAnybody,
    data: () => dataOf({}).default({}),
    example: {},
    take: takeDischarge,
    kept: null,
    told: () => 'The patient left hospital.',
  },
} satisfies Group;

/** What was found may not wait for the trials: a clinician decides whether the patient goes straight to the review. */
export function askForBypass(work: Work, at: Instant, rule: string, withinWorkingDays?: number): void {
  for (const { track, stage } of work.state.tracks) {
    const { bypass } = trackOf(work.rules, track);
    if (bypass === undefined || bypass === stage) continue;
    const about = `${track}@${todayOf(work.state, at)}`;
    openTask(work, { task: 'decide-bypass', about, at, rule, ...defined({ withinWorkingDays }) });
  }
}

/** A clinician sends the patient to the review at once; the question that was open is taken back. */
function takeBypass(work: Work, event: EventOf<'stage.bypassed'>, at: Instant): void {
  const track = work.state.tracks.find((each) => each.track === event.data.track);
  const target = trackOf(work.rules, event.data.track).bypass;
  if (!track || target === undefined) return;
  const rule = eventRule(event.type);
  const inputs = [{ name: 'from', value: track.stage }];
  note(work, { at, what: 'stage.bypassed', rule, track, inputs });
  closeGate(work, track, 'withdrawn', at, rule);
  enterStage(work, track.track, target, at, { rule: ruleName(work.rules, track.track, 'bypass'), inputs });
}

function refuseBypass(rules: Rules, state: EnrolmentState, { data }: EventOf<'stage.bypassed'>): Refusal | null {
  const track = state.tracks.find((each) => each.track === data.track);
  if (!track) return refused('no-such-track', `There is no track "${data.track}" in this enrolment.`);
  const target = trackOf(rules, data.track).bypass;
  if (target === undefined) return refused('no-bypass', `The track "${data.track}" has no review to go to at once.`);
  return track.stage === target ? refused('already-there', 'The patient is in that review already.') : null;
}

/** Ours until somebody accepts: nothing stops, and somebody sees to it. */
function takeTransfer(work: Work, event: EventOf<'enrolment.transferred'>, at: Instant): void {
  const rule = eventRule(event.type);
  work.state.transfer = { since: at };
  note(work, { at, what: 'enrolment.transferred', rule });
  openTask(work, { task: 'accept-transfer', about: todayOf(work.state, at), at, rule });
}

function takeAcceptance(work: Work, event: EventOf<'enrolment.accepted'>, at: Instant): void {
  const rule = eventRule(event.type);
  note(work, { at, what: 'enrolment.accepted', rule });
  closeTasks(work, ['accept-transfer'], at, 'the other service accepted', rule);
  endEnrolment(work, 'transferred', at, rule);
}

function refuseAcceptance(_rules: Rules, state: EnrolmentState): Refusal | null {
  if (!state.transfer)
    return refused('not-transferred', 'No transfer is under way: record enrolment.transferred first.');
  return openPromises(state);
}

/** Asked for now, or again on a day to come. */
const isPromised = ({ tasks, promises = [] }: EnrolmentState, kind: TaskKind): boolean =>
  [...tasks, ...promises].some(({ task }) => task === kind);

/** What an ending must not cut off; a withdrawal and a death end all the same, for they are facts. */
export function openPromises(state: EnrolmentState): Refusal | null {
  const open = [
    ...(state.holds.length > 0 ? ['an escalation'] : []),
    ...(isPromised(state, 'taper-review') ? ['a review of how a medicine is reduced'] : []),
    ...(isPromised(state, 'safety-call') ? ['a safety call'] : []),
    ...(state.checkIns.some((each) => !each.answered && each.callAt !== undefined && each.deferredFrom === undefined)
      ? ['a safety check-in']
      : []),
    ...(state.tasks.some(({ task }) => task === 'decide-bypass')
      ? ['the question whether the patient goes straight to the review']
      : []),
    ...(isPromised(state, 'ask-left-blank') ? ['a safety question that was left blank'] : []),
  ];
  if (open.length === 0) return null;
  return refused(
    'still-open',
    `The enrolment cannot end while something is open: ${open.join(', ')}. Settle it first.`,
  );
}

/** In hospital nothing routine is asked; at the latest on the day given, somebody asks. */
function takeAdmission(work: Work, event: EventOf<'patient.admitted'>, at: Instant): void {
  const reviewAt = endOf('admission', event.data.reviewAt, at);
  work.state.admission = { since: at, reviewAt };
  const rule = eventRule(event.type);
  note(work, { at, what: 'patient.admitted', rule, inputs: [{ name: 'review', value: reviewAt }] });
  cancelRoutine(work, at, rule);
}

function takeDischarge(work: Work, event: EventOf<'patient.discharged'>, at: Instant): void {
  const rule = eventRule(event.type);
  work.state.admission = null;
  // What fell due meanwhile goes out from now on, and not twice at once.
  work.state.quietUntil = Math.max(work.state.quietUntil, at);
  closeTasks(work, ['review-admission'], at, 'the patient left hospital', rule);
  note(work, { at, what: 'patient.discharged', rule });
}

/** The day has come to ask whether the patient is still in hospital: asked again a week later, for as long as it lasts. */
export function reviewAdmission(work: Work, at: Instant): void {
  const { admission } = work.state;
  if (!admission) return;
  admission.reviewAt = at + 7 * DAY;
  openTask(work, { task: 'review-admission', about: todayOf(work.state, at), at, rule: 'admission/review' });
}
