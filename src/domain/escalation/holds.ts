import type { Rules } from '../step/rules';
import { ruleWords } from './signal-words';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';

/** What is held back for a patient, and until when: the end that counts, as journal and worklist tell it. */
export type OpenHold = { hold: 'admission' | 'pause' | 'known flag' | 'snooze'; what: string; until: Instant };

/** Every hold with an end, the one that ends first before the others. Of an escalation a person says when it ends. */
export function openHolds({ instruments }: Rules, state: EnrolmentState, now: Instant): OpenHold[] {
  if (state.ended) return [];
  const { admission, pause, history } = state;
  const holds: OpenHold[] = [
    ...(admission
      ? [{ hold: 'admission' as const, what: 'In hospital: nothing routine is asked', until: admission.reviewAt }]
      : []),
    ...(pause ? [{ hold: 'pause' as const, what: 'Paused: no routine messages', until: pause.until }] : []),
    ...history.known.map(({ rule, until }) => ({
      hold: 'known flag' as const,
      what: `Recorded as known: ${ruleWords(rule, instruments) ?? 'a sign that no form asks about any more'}`,
      until,
    })),
    ...(history.medicines?.snoozed ?? []).map(({ until }) => ({
      hold: 'snooze' as const,
      what: 'A prompt on medicines is set aside',
      until,
    })),
  ];
  return holds.filter(({ until }) => until > now).sort((a, b) => a.until - b.until);
}

/** Routine messages wait for a person: an escalation is open, or an end was taken back and nobody has looked yet. */
export function isHeld({ holds, onHold }: EnrolmentState): boolean {
  return holds.length > 0 || onHold != null;
}
