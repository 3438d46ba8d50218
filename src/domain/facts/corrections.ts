import { z } from 'zod';
import { anyKeyOf, care } from '../words/authority';
import type { Effect } from '../words/effect';
import { always, type Bare, type Group } from './fact';
import { asking, dataOf, id, reason } from './fields';
import { factWords } from '../telling/fact-titles';
import { read, sentSince } from '../telling/entry-words';
import type { CorrectionEvent } from '../words/event';
import { askAgain } from '../check-ins/open-and-close';
import { settleCheckIns, settleGates, settleTasks } from '../corrections/open-items';
import { openTask } from '../promises/tasks';
import type { Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';

/** `urgent`: what the data that take the place of others call for. */
export const correctionFacts = (urgent: (fact: Bare) => Effect[]) =>
  ({
    'event.retracted': {
      ...always,
      // Undoing is everybody's, later it is a clinician's (retraction.ts); and always the right to the fact itself is asked for, too.
      who: anyKeyOf(care),
      data: () =>
        dataOf({
          eventId: id,
          reason: reason(),
          // Judged by the contract of its own type, once the type is known.
          replacement: z
            .record(z.string(), z.unknown(), { error: asking('the data the fact should have had, as an object') })
            .optional()
            .meta({
              description: 'The data of the right fact, of the same type. It takes the place of the wrong one.',
            }),
        }),
      example: { eventId: '0199a000-0000-7000-8000-000000000000', reason: 'x' },
      // Whether a fact may be retracted is asked of all facts, in retraction.ts.
      needsState: true,
      take: (work, event, at) => {
        takeCorrection(work, event, at, urgent);
      },
      kept: 'A retraction cannot be retracted: record the fact again.',
      told: (entry) =>
        `A recorded fact was ${read(entry, 'replaced') === 'yes' ? 'corrected' : 'taken back'}: ${factWords(read(entry, 'fact'))}${sentSince(entry)}.`,
    },
    'response.moved': {
      ...always,
      needsState: true,
      take: (work, event, at) => {
        takeCorrection(work, event, at, urgent);
      },
      kept: 'A move of answers cannot be retracted: two named people move them back.',
      told: (entry) => `Answers were given for another patient and do not count here${sentSince(entry)}.`,
    },
  }) satisfies Group;

/**
 * A fact is left out, or has other data now: the state was made anew before this, and what was open when the correction was
 * recorded came with it. The difference becomes true in the rows; nothing that is past is opened or sent, and an escalation
 * is closed by people alone.
 */
function takeCorrection(work: Work, event: CorrectionEvent, at: Instant, urgent: (fact: Bare) => Effect[]): void {
  const { state } = work;
  const { of, found, sent, returned } = event.data;
  const rule = eventRule(event.type);
  const replaced = event.type === 'event.retracted' && event.data.replacement !== undefined;
  const inputs = [
    { name: 'fact', value: of },
    { name: 'replaced', value: replaced ? 'yes' : 'no' },
    { name: 'messages sent since', value: sent.length },
    ...sent.map((value) => ({ name: 'sent', value })),
  ];
  note(work, { at, what: event.type, rule, inputs });
  const correction = { found, at, rule };
  settleCheckIns(work, correction);
  if (event.type === 'response.moved' && event.data.askAgain) {
    askAgain(
      state.checkIns.filter(({ key }) => key === event.data.checkIn),
      at,
    );
  }
  settleGates(work, correction);
  settleTasks(work, correction);
  if (state.ended && !found.ended) work.effects.push({ type: 'end-enrolment', reason: state.ended.reason });
  work.effects.push({ type: 'free-cancelled' });
  if (!state.ended && found.ended) reopen(work, at, rule);
  if (event.type === 'event.retracted' && event.data.replacement !== undefined) {
    work.effects.push(...urgent({ type: of, data: event.data.replacement, seq: event.seq }));
  }
  for (const decision of returned) {
    const about = `${decision.gate}@${todayOf(state, at)}`;
    openTask(work, { task: 'look-at-decision', about, at, rule, forRecorderOf: decision.event });
  }
}

/** Whoever was thought to have left may have been told so, or not: a person looks before anything is sent. */
function reopen(work: Work, at: Instant, rule: string): void {
  work.state.onHold = { since: at };
  note(work, { at, what: 'enrolment.reopened', rule });
  openTask(work, { task: 'check-before-resuming', about: todayOf(work.state, at), at, rule });
}

/** A person has looked: the plan goes on from here, and what fell due meanwhile is not sent. */
export function resumeChecked({ state, ...work }: Work, at: Instant, rule: string): void {
  state.onHold = null;
  for (const checkIn of state.checkIns) checkIn.silentUntil = at;
  note({ state, ...work }, { at, what: 'messages.resumed', rule });
}
