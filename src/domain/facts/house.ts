import { resumeChecked } from './corrections';
import { read, readWords } from '../telling/entry-words';
import { care, personOf } from '../words/authority';
import { callOutcomes, spokeWiths } from '../words/choices';
import { type JournalEntry, type Refusal, refused } from '../words/effect';
import { always, duringCare, type Group } from './fact';
import { dataOf, id, note as noteField, oneOf } from './fields';
import { promised } from '../promises/promises';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { TaskKind } from '../words/task-kinds';
import { ringWhereNoMailAsks } from '../check-ins/open-and-close';
import type { EventOf } from '../words/event';
import { endOf } from '../escalation/hold-ends';
import { closedByHand, closeTasksAbout, notReached, openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';
import { pauseUntil } from './course';

export const houseFacts = {
  'escalation.raised': {
    ...always,
    status: 'held',
    take: takeRaised,
    kept: 'An escalation cannot be retracted: a named clinician resolves it.',
    told: null,
  },
  'escalation.resolved': {
    ...always,
    take: takeResolved,
    kept: 'A resolution cannot be retracted: what comes up now raises a new escalation.',
    told: null,
  },
  'task.completed': {
    ...always,
    take: takeCompletion,
    kept: 'A task that is done cannot be retracted: record what is still to do as a fact of its own.',
    told: null,
  },
  'call.made': {
    ...duringCare,
    who: personOf(care),
    data: () =>
      dataOf({
        outcome: oneOf(callOutcomes),
        spokeWith: oneOf(spokeWiths).optional(),
        task: id.optional().meta({
          description: 'The task that it was made for, by its id: it is done only if the patient was reached.',
        }),
        text: noteField('what was said').optional(),
      }).refine(({ outcome, spokeWith }) => (outcome === 'reached') === (spokeWith !== undefined), {
        path: ['spokeWith'],
        message: 'Say with whom it was spoken where somebody was reached, and only there.',
      }),
    texts: ['text'],
    example: { outcome: 'no-answer' },
    refuse: refuseCall,
    take: takeCall,
    told: (entry) => `Telephone call: ${callText(entry)}.`,
  },
} satisfies Group;

/** `reached, spoke with the patient`. */
function callText(entry: JournalEntry): string {
  const with_ = entry.inputs.some(({ name }) => name === 'spoke with') ? read(entry, 'spoke with') : null;
  return `${readWords(entry, 'outcome')}${with_ === null ? '' : `, spoke with ${with_ === 'patient' ? 'the patient' : `somebody else (${with_})`}`}`;
}

/** While a tier-now escalation of the patient is open, routine messages wait for whoever resolves it. */
function takeRaised(work: Work, event: EventOf<'escalation.raised'>, at: Instant): void {
  const { state } = work;
  if (!state.holds.includes(event.data.escalation)) state.holds.push(event.data.escalation);
  note(work, { at, what: 'messages.held', rule: eventRule(event.type) });
}

/** The resolver said what becomes of the messages. Another open escalation goes on holding them. */
function takeResolved(work: Work, event: EventOf<'escalation.resolved'>, at: Instant): void {
  const { state } = work;
  const { escalation, messages } = event.data;
  const rule = eventRule(event.type);
  state.holds = state.holds.filter((hold) => hold !== escalation);
  // What fell due while held goes out from now on, and not twice at once.
  state.quietUntil = Math.max(state.quietUntil, at);
  const until =
    typeof messages === 'object' ? Math.max(endOf('resolution', messages.until, at), state.pause?.until ?? 0) : at;
  if (state.ended || messages === 'resume' || (messages !== 'end' && until <= at)) {
    note(work, { at, what: 'messages.resumed', rule });
  } else if (messages === 'end') {
    state.messagesEnded = true;
    note(work, { at, what: 'messages.ended', rule });
    openTask(work, { task: 'reach-by-other-way', about: todayOf(state, at), at, rule });
    ringWhereNoMailAsks(work, at);
  } else {
    pauseUntil(work, until, at, rule);
  }
}

function takeCompletion(work: Work, event: EventOf<'task.completed'>, at: Instant): void {
  const { state } = work;
  const rule = eventRule(event.type);
  const done = state.tasks.find((task) => task.key === event.data.task);
  if (!done) {
    note(work, { at, what: 'event.ignored', rule, inputs: [{ name: 'because', value: 'no-such-task' }] });
    return;
  }
  state.tasks = state.tasks.filter((task) => task !== done);
  note(work, { at, what: 'task.closed', rule, key: done.key, inputs: [{ name: 'because', value: 'completed' }] });
  closedByHand(work, done, at, event.data.reached);
  if (done.task === 'check-before-resuming') resumeChecked(work, at, rule);
}

/**
 * A call that reached the patient does what completing its task with "reached" does. One that did not leaves the task open,
 * to be tried again: see notReached.
 */
function takeCall(work: Work, event: EventOf<'call.made'>, at: Instant): void {
  const { outcome, spokeWith, task: key } = event.data;
  const rule = eventRule(event.type);
  const who = spokeWith === undefined ? [] : [{ name: 'spoke with', value: spokeWith }];
  const inputs = [{ name: 'outcome', value: outcome }, ...who];
  note(work, { at, what: 'call.made', rule, inputs, ...(key === undefined ? {} : { key }) });
  if (outcome === 'wrong-number') openTask(work, { task: 'no-telephone', about: todayOf(work.state, at), at, rule });
  const task = work.state.tasks.find((each) => each.key === key);
  if (task && outcome !== 'reached') notReached(work, task, at);
  if (!task || spokeWith !== 'patient' || !isDoneByTalking(task.task)) return;
  const because = 'the patient was reached by telephone';
  closeTasksAbout(work, [task.task], (about) => `${task.task}/${about}` === key, { at, because, rule });
}

/** What asks for answers is done by those, and not by a call alone. */
const isDoneByTalking = (kind: TaskKind): boolean => kind === 'call-patient' || promised[kind]?.byTalking === true;

function refuseCall(_rules: Rules, state: EnrolmentState, { data }: EventOf<'call.made'>): Refusal | null {
  if (data.task === undefined || state.tasks.some(({ key }) => key === data.task)) return null;
  return refused('no-such-task', 'This task is not open any more: record the call without it.');
}
