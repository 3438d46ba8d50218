import { kindOf } from '../../stages/registry';
import { partsOf } from '../parts';
import type { Pathway } from '../types';
import type { CheckInUse } from '../language';
import type { Stage } from '../../stages/types';
import { type Check, type Finding, foundIf } from './finding';
import { stagesIn } from '../places';

/** Nobody keeps a promise that lies further away than this: the longest follow-up is twelve months. */
const LONGEST_WAIT_DAYS = 400;
/** Where nothing else is to come, silence must be somebody's task within a quarter [D]. */
const LONGEST_SILENCE_DAYS = 100;

/** A wait that is missing is refused by the shape of the file already; one that is endless in practice is refused here. */
export const endlessWaits: Check = (pathway) => [
  ...pathway.checkIns.flatMap(({ windowDays }, index) => waitFindings(windowDays, ['checkIns', index, 'windowDays'])),
  ...stagesIn(pathway).flatMap(({ stage, path }) => [
    ...partsOf(stage).waits.flatMap((wait) => waitFindings(wait.days, [...path, ...wait.path])),
    ...untilJudged(stage).flatMap(({ days, field }) => waitFindings(days, [...path, field])),
    ...silenceFindings(pathway, stage, path),
  ]),
];

function waitFindings(days: number, path: Finding['path']): Finding[] {
  const isEndless = !Number.isFinite(days) || days > LONGEST_WAIT_DAYS;
  const reason = `is ${days} days, which is no deadline`;
  return foundIf(isEndless, 'wait.no-deadline', path, reason, `write at most ${LONGEST_WAIT_DAYS}`);
}

/** From the beginning to the question, with its grace: each part may be short, and the whole still no deadline. */
function untilJudged(stage: Stage): { days: number; field: string }[] {
  const { days = [], graceDays } = kindOf(stage.kind).judgedOn?.(stage) ?? {};
  const last = days.at(-1) ?? 0;
  return graceDays !== undefined && last <= LONGEST_WAIT_DAYS ? [{ days: last + graceDays, field: 'graceDays' }] : [];
}

function silenceFindings(pathway: Pathway, stage: Stage, path: Finding['path']): Finding[] {
  if (kindOf(stage.kind).onlyWatches?.(stage) !== true) return [];
  const noticed = Math.min(...stage.checkIns.map((use) => daysUntilCalled(pathway, use)));
  const reason = Number.isFinite(noticed)
    ? `let silence go on for ${noticed} days before somebody rings`
    : 'ask nothing again and again, so that silence would go on for ever';
  const fix = `ask something every so often, so that somebody rings within ${LONGEST_SILENCE_DAYS} days`;
  return foundIf(noticed > LONGEST_SILENCE_DAYS, 'wait.no-deadline', [...path, 'checkIns'], reason, fix);
}

/** After so many in a row that were missed somebody rings; the last of them must have closed. */
function daysUntilCalled({ checkIns }: Pathway, use: CheckInUse): number {
  const checkIn = checkIns.find(({ id }) => id === use.checkIn);
  if (!checkIn || !('every' in use)) return Infinity;
  const days = Math.max(use.every.days, use.every.steady?.days ?? 0);
  return (checkIn.missedInARow.count - 1) * days + checkIn.windowDays;
}
