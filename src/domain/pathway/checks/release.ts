import type { Check } from './finding';

/** Patients are pinned to what was released: a change is a new version, never another text under the old number. */
export const unchangedRelease: Check = ({ version, state }, { hashes }) => {
  if (!hashes || hashes.now === hashes.released) return [];
  if (hashes.released !== null)
    return [
      {
        rule: 'version.changed',
        path: ['version'],
        reason: `${version} was released with other content (${short(hashes.released)}, and now ${short(hashes.now)})`,
        fix: `undo the change and write it as v${version + 1}.yaml`,
      },
    ];
  if (state !== 'released') return [];
  return [
    {
      rule: 'version.changed',
      path: ['state'],
      reason: 'is released, but released.json does not hold what was released',
      fix: `add "${version}": "${hashes.now}" to released.json beside the file`,
    },
  ];
};

const short = (hash: string): string => hash.slice(0, 12);
