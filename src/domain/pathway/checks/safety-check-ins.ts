import { hourOf, minutesOf } from '../hours';
import type { CheckInDefinition } from '../types';
import type { ClinicSettings } from '../../clinic';
import type { Check, Finding } from './finding';

/** After a treatment silence is not safety: the call must come on the same day, and somebody must be there to make it. */
export const safetyCheckIns: Check = (pathway, { clinic }) =>
  pathway.checkIns.flatMap((checkIn, index) =>
    checkIn.safety ? safetyFindings(checkIn.safety, clinic, ['checkIns', index, 'safety']) : [],
  );

function safetyFindings(
  { opensAt, remindAfterHours, callAt }: NonNullable<CheckInDefinition['safety']>,
  clinic: ClinicSettings | null,
  path: Finding['path'],
): Finding[] {
  const findings: Finding[] = [];
  const remindedAt = minutesOf(opensAt) + remindAfterHours * 60;
  if (remindedAt >= minutesOf(callAt))
    findings.push({
      rule: 'safety.call-late',
      path: [...path, 'callAt'],
      reason: `is ${callAt}, but the reminder goes out at ${hourOf(remindedAt)}`,
      fix: 'open and remind earlier, or ring later on the same day',
    });
  const unstaffed = clinic?.staffedHours.find(({ from, to }) => callAt < from || callAt >= to);
  if (unstaffed)
    findings.push({
      rule: 'safety.call-unstaffed',
      path: [...path, 'callAt'],
      reason: `is ${callAt}, when nobody is in (weekday ${unstaffed.weekday} from ${unstaffed.from} to ${unstaffed.to})`,
      fix: 'choose an hour within the staffed hours of every staffed day',
    });
  return findings;
}
