import { dayOf, localDateAt } from '../calendar/calendar';
import type { Stage } from '../pathway/types';
import type { EnrolmentState, TrackState } from '../words/state';
import type { StageState } from './types';
import type { Instant, LocalDate } from '../words/time';

// From which days check-ins are counted. Data only: kinds of stages and the calendar of check-ins both read it.

/** The recorded beginning of the treatment, if there is one; `at` is when it was recorded. */
export function beginningOf(own: StageState): { on: LocalDate; at: Instant } | null {
  if (own.kind === 'medication-trial' && own.trial) return { on: own.trial.startedOn, at: own.trial.startedAt };
  if (own.kind === 'procedure' && own.done) return { on: own.done.performedOn, at: own.done.recordedAt };
  return null;
}

export type End = { from: 'stage' | 'trial'; afterDays: number; on: LocalDate };

/** The day whose questions decide, and which day of the stage that was meant to be. */
export function endOf(stage: Stage, own: StageState): End | null {
  switch (own.kind) {
    case 'medication-trial':
      return stage.kind === own.kind && own.trial
        ? { from: 'trial', afterDays: stage.trialDays, on: own.trial.evaluateOn }
        : null;
    case 'therapy-block':
      return stage.kind === own.kind ? { from: 'stage', afterDays: stage.blockDays, on: own.evaluation.on } : null;
    case 'procedure':
      return stage.kind === own.kind && own.evaluation
        ? { from: 'trial', afterDays: stage.evaluateAfterDays, on: own.evaluation.on }
        : null;
    case 'rehabilitation':
    case 'follow-up': {
      const days = stage.kind === own.kind ? stage.points[own.next] : undefined;
      return days === undefined ? null : { from: 'stage', afterDays: days, on: own.evaluation.on };
    }
    case 'diagnosis':
    case 'psychological-support':
    case 'surgical-review':
      return null;
  }
}

/**
 * The days (since 1970) on which what was begun goes on, for a question that only then has an answer: support, until it
 * ends; a block, from the day after its first session that was attended to its last day. Null while nothing was begun.
 */
export function treatmentOf(
  { history, reach }: Pick<EnrolmentState, 'history' | 'reach'>,
  { stage, since, own }: Pick<TrackState, 'stage' | 'since' | 'own'>,
): { after: number; to: number } | null {
  if (own.kind === 'psychological-support') return own.phase === 'treating' ? { after: -Infinity, to: Infinity } : null;
  if (own.kind !== 'therapy-block') return null;
  const attended = history.sessions.filter(
    (session) => session.stage === stage && session.bookedAt >= since && session.outcome === 'attended',
  );
  if (attended.length === 0) return null;
  const first = Math.min(...attended.map(({ at }) => at));
  return { after: dayOf(localDateAt(reach.timeZone, first)), to: dayOf(own.evaluation.on) };
}
