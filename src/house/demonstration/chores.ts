import { nextStaffed } from '../../domain/calendar/staffed-hours';
import type { ClinicSettings } from '../../domain/words/clinic';
import { HOUR, type Instant, MINUTE } from '../../domain/words/time';
import type { OpenWork } from '../../storage/house/made-up';

/** Something that somebody at the clinic does about what waits for them. */
export type Chore = { at: Instant; about: OpenWork };

type Decides = Readonly<Record<string, unknown>>;

/**
 * What staff of a clinic that keeps its promises would do next, and when: work within hours, an emergency within minutes at
 * any hour. Nothing of what came up since `leftSince`, and no question whose answer the course does not say.
 */
export function nextChore(
  work: readonly OpenWork[],
  { clinic, decides, leftSince }: { clinic: ClinicSettings; decides: Decides; leftSince: Instant | null },
): Chore | null {
  const chores = work
    .filter(({ since }) => leftSince === null || since < leftSince)
    .flatMap((about): Chore[] => {
      const after = timeFor(about, clinic, decides);
      return after === null ? [] : [{ at: after, about }];
    });
  return chores.sort((a, b) => a.at - b.at)[0] ?? null;
}

function timeFor(work: OpenWork, clinic: ClinicSettings, decides: Decides): Instant | null {
  const { since } = work;
  switch (work.what) {
    case 'task':
      return nextStaffed(clinic, since + 2 * HOUR + 20 * MINUTE);
    case 'question':
      return work.gate in decides ? nextStaffed(clinic, since + 26 * HOUR) : null;
    case 'escalation':
      // A question of a clinician ends with its answer.
      if (work.class === 'decision') return null;
      if (work.status === 'acknowledged') return since + 40 * MINUTE;
      return work.tier === 'now' ? since + 6 * MINUTE : nextStaffed(clinic, since) + 35 * MINUTE;
  }
}
