import { hourOf, minutesOf } from '../../words/time';
import type { CheckInDefinition } from '../language';
import { type Check, type Finding, foundIf, usesIn } from './finding';

/** Reminders go out in order and while the check-in is open. */
export const reminderDays: Check = (pathway) =>
  pathway.checkIns.flatMap((checkIn, index) =>
    checkIn.reminderAfterDays.flatMap((days, place) =>
      reminderFindings(checkIn, days, place, ['checkIns', index, 'reminderAfterDays', place]),
    ),
  );

function reminderFindings(checkIn: CheckInDefinition, days: number, place: number, path: Finding['path']): Finding[] {
  const before = checkIn.reminderAfterDays[place - 1] ?? 0;
  return [
    ...foundIf(days <= before, 'reminder.order', path, 'must come later than the one before', 'put the days in order'),
    ...foundIf(
      days >= checkIn.windowDays,
      'reminder.after-window',
      path,
      `must come before the check-in closes after ${checkIn.windowDays} days`,
      'remind earlier or leave it open for longer',
    ),
  ];
}

/** Prompts are due at the patient's own hour within the clinic's; the night belongs to nobody (09:00-19:00 is usual [D]). */
const NIGHT = { ends: '07:00', begins: '21:00' };

const isAtNight = (time: string): boolean => time < NIGHT.ends || time > NIGHT.begins;

export const quietHours: Check = (pathway, { clinic }) => [
  ...(clinic ? promptsAtNight(clinic.promptHours) : []),
  ...pathway.checkIns.flatMap(({ safety }, index) => {
    if (!safety) return [];
    const remindedAt = hourOf(minutesOf(safety.opensAt) + safety.remindAfterHours * 60);
    const path = ['checkIns', index, 'safety'];
    return [
      ...atNight([safety.opensAt], [...path, 'opensAt'], `is ${safety.opensAt}`, 'it'),
      ...atNight([remindedAt], [...path, 'remindAfterHours'], `reminds at ${remindedAt}`, 'it'),
    ];
  }),
];
const promptsAtNight = ({ from, to }: { from: string; to: string }): Finding[] =>
  atNight([from, to], ['checkIns'], `are sent between ${from} and ${to}`, 'promptHours');

function atNight(times: string[], path: Finding['path'], reason: string, what: string): Finding[] {
  const fix = `let ${what} lie between ${NIGHT.ends} and ${NIGHT.begins}`;
  return foundIf(times.some(isAtNight), 'reminder.quiet-hours', path, `${reason}, at night`, fix);
}

/** Two links to one questionnaire would be open at once. */
export const overlaps: Check = (pathway) =>
  usesIn(pathway).flatMap(({ use, path }) => {
    const checkIn = pathway.checkIns.find(({ id }) => id === use.checkIn);
    if (!checkIn || !('every' in use)) return [];
    return foundIf(
      checkIn.windowDays > use.every.days,
      'check-in.overlap',
      [...path, 'every', 'days'],
      `opens the next "${checkIn.id}" before the last one closes after ${checkIn.windowDays} days`,
      'ask less often or close earlier',
    );
  });
