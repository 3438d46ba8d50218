import { WATCH_SECONDS } from '../house-process';
import type { Rows } from './rows';

/**
 * Facts and journal are numbered without a gap, none was put aside, and all are digested – or wait, as quiet facts do, for
 * a wake that lies ahead.
 */
export function historyFaults({ enrolments, events, journal, now }: Rows): string[] {
  return enrolments.flatMap(({ id, who, eventSeq, digestedSeq, journalN, wakeAt }) => {
    const facts = events.filter(({ enrolmentId }) => enrolmentId === id);
    const entries = journal.filter(({ enrolmentId }) => enrolmentId === id);
    return [
      ...(counts(
        facts.map(({ seq }) => seq),
        eventSeq,
      )
        ? []
        : [`${who}: facts are not numbered 1 to ${eventSeq}`]),
      ...(counts(
        entries.map(({ n }) => n),
        journalN,
      )
        ? []
        : [`${who}: journal is not numbered 1 to ${journalN}`]),
      ...(digestedSeq === eventSeq || (wakeAt !== null && wakeAt > now)
        ? []
        : [`${who}: ${eventSeq - digestedSeq} facts are not digested`]),
      ...facts.filter(({ quarantined }) => quarantined).map(({ type }) => `${who}: ${type} is quarantined`),
    ];
  });
}

const counts = (numbers: readonly number[], last: number): boolean =>
  numbers.length === last && numbers.every((number, index) => number === index + 1);

/**
 * The watch went on for two of its rounds after `since` (wall clock), and the last two found nothing late. A round that
 * finds the same as the one before has no row of its own: the time of that row moves on.
 */
export function watchFaults({ watchRounds }: Rows, since: number): string[] {
  const last = watchRounds.at(-1)?.at ?? 0;
  if (last < since + TWO_ROUNDS) return ['the watch has not looked twice since'];
  return watchRounds
    .filter(({ at }) => at > last - TWO_ROUNDS)
    .flatMap(({ findings }) => findings.map(({ check, id }) => `the watch found ${check} ${id}`));
}

const TWO_ROUNDS = 2 * WATCH_SECONDS * 1000;
