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

/** The watch looked at least twice since `since` (wall clock) and its last two rounds found nothing late. */
export function watchFaults({ watchRounds }: Rows, since: number): string[] {
  const rounds = watchRounds.filter(({ at }) => at > since);
  if (rounds.length < 2) return [`the watch looked ${rounds.length} times`];
  return rounds.slice(-2).flatMap(({ findings }) => findings.map(({ check, id }) => `the watch found ${check} ${id}`));
}
