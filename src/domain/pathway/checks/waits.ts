import { partsOf } from '../parts';
import { stagesIn, type Check, type Finding } from './finding';

/** Nobody keeps a promise that lies further away than this: the longest follow-up is twelve months. */
const LONGEST_WAIT_DAYS = 400;

/** A wait that is missing is refused by the shape of the file already; one that is endless in practice is refused here. */
export const endlessWaits: Check = (pathway) => [
  ...pathway.checkIns.flatMap(({ windowDays }, index) => waitFindings(windowDays, ['checkIns', index, 'windowDays'])),
  ...stagesIn(pathway).flatMap(({ stage, path }) =>
    partsOf(stage).waits.flatMap((wait) => waitFindings(wait.days, [...path, ...wait.path])),
  ),
];

function waitFindings(days: number, path: Finding['path']): Finding[] {
  if (Number.isFinite(days) && days <= LONGEST_WAIT_DAYS) return [];
  return [
    {
      rule: 'wait.no-deadline',
      path,
      reason: `is ${days} days, which is no deadline`,
      fix: `write at most ${LONGEST_WAIT_DAYS}`,
    },
  ];
}
