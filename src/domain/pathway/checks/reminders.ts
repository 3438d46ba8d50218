import { hourOf, minutesOf } from '../../words/time';
import type { CheckInDefinition } from '../language';
import type { Check, Finding } from './finding';
import { stagesIn } from '../places';

/** Reminders go out in order and while the check-in is open. */
export const reminderDays: Check = (pathway) =>
  pathway.checkIns.flatMap((checkIn, index) =>
    checkIn.reminderAfterDays.flatMap((days, place) =>
      reminderFindings(checkIn, days, place, ['checkIns', index, 'reminderAfterDays', place]),
    ),
  );

function reminderFindings(checkIn: CheckInDefinition, days: number, place: number, path: Finding['path']): Finding[] {
  const before = checkIn.reminderAfterDays[place - 1] ?? 0;
  const findings: Finding[] = [];
  if (days <= before)
    findings.push({
      rule: 'reminder.order',
      path,
      reason: 'must come later than the one before',
      fix: 'put the days in order',
    });
  if (days >= checkIn.windowDays)
    findings.push({
      rule: 'reminder.after-window',
      path,
      reason: `must come before the check-in closes after ${checkIn.windowDays} days`,
      fix: 'remind earlier or leave it open for longer',
    });
  return findings;
}

/** Prompts are due at the patient's own hour within the clinic's; the night belongs to nobody (09:00-19:00 is usual [D]). */
const NIGHT = { ends: '07:00', begins: '21:00' };

const isAtNight = (time: string): boolean => time < NIGHT.ends || time > NIGHT.begins;

export const quietHours: Check = (pathway, { clinic }) => [
  ...(clinic && (isAtNight(clinic.promptHours.from) || isAtNight(clinic.promptHours.to))
    ? [atNight(['checkIns'], `are sent between ${clinic.promptHours.from} and ${clinic.promptHours.to}`, 'promptHours')]
    : []),
  ...pathway.checkIns.flatMap(({ safety }, index) => {
    if (!safety) return [];
    const remindedAt = hourOf(minutesOf(safety.opensAt) + safety.remindAfterHours * 60);
    const path = ['checkIns', index, 'safety'];
    return [
      ...(isAtNight(safety.opensAt) ? [atNight([...path, 'opensAt'], `is ${safety.opensAt}`, 'it')] : []),
      ...(isAtNight(remindedAt) ? [atNight([...path, 'remindAfterHours'], `reminds at ${remindedAt}`, 'it')] : []),
    ];
  }),
];

function atNight(path: Finding['path'], reason: string, what: string): Finding {
  return {
    rule: 'reminder.quiet-hours',
    path,
    reason: `${reason}, at night`,
    fix: `let ${what} lie between ${NIGHT.ends} and ${NIGHT.begins}`,
  };
}

/** Two links to one questionnaire would be open at once. */
export const overlaps: Check = (pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    stage.checkIns.flatMap((use, index): Finding[] => {
      const checkIn = pathway.checkIns.find(({ id }) => id === use.checkIn);
      if (!checkIn || !('every' in use) || checkIn.windowDays <= use.every.days) return [];
      return [
        {
          rule: 'check-in.overlap',
          path: [...path, 'checkIns', index, 'every', 'days'],
          reason: `opens the next "${checkIn.id}" before the last one closes after ${checkIn.windowDays} days`,
          fix: 'ask less often or close earlier',
        },
      ];
    }),
  );
