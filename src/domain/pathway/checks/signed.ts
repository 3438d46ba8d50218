import { placeNamed } from '../places';
import { isPartOf, signatureFinder, thresholdsToSign } from '../signatures';
import type { Check, Finding } from './finding';

/** Patients are treated by a released version: somebody wrote it, a clinician approved it, and each number is answered for. */
export const signedRelease: Check = (pathway) => {
  const thresholds = thresholdsToSign(pathway);
  const stray = (pathway.signatures ?? []).flatMap(({ thresholds: signed }, index) =>
    signed === 'all'
      ? []
      : signed.flatMap((name, at): Finding[] => {
          const place = placeNamed(pathway, name);
          if (place && thresholds.some((each) => isPartOf(each, place.path))) return [];
          return [
            {
              rule: 'release.unsigned',
              path: ['signatures', index, 'thresholds', at],
              reason: `"${name}" leads to no threshold`,
              fix: `write the place of one, such as ${thresholds[0]?.name ?? 'care/injection'}, or a part of it`,
            },
          ];
        }),
  );
  if (pathway.state !== 'released') return stray;
  const signatureOf = signatureFinder(pathway);
  const people = (['author', 'approvedBy'] as const).filter((field) => pathway[field] === undefined);
  return [
    ...stray,
    ...people.map((field): Finding => {
      const who = field === 'author' ? 'who wrote it' : 'which clinician approved it';
      return {
        rule: 'release.unsigned',
        path: ['state'],
        reason: `is released, but nobody says ${who}`,
        fix: `add ${field}, or go back to draft`,
      };
    }),
    ...thresholds
      .filter((each) => signatureOf(each) === null)
      .map(({ name, source }): Finding => ({
        rule: 'release.unsigned',
        path: source.path,
        reason: 'belongs to a threshold that nobody has signed',
        fix: `have a clinician sign "${name}" in signatures, with the day of its review`,
      })),
  ];
};

/** A recall without a reason helps nobody who has to decide about the patients on it. */
export const explainedRecall: Check = ({ state, recalled }) => {
  const isRecalled = state === 'recalled';
  if (isRecalled === (recalled !== undefined)) return [];
  return [
    isRecalled
      ? {
          rule: 'recall.unexplained',
          path: ['state'],
          reason: 'is recalled, but nobody says why',
          fix: 'add recalled: { on: the day, reason: what was found }',
        }
      : {
          rule: 'recall.unexplained',
          path: ['recalled'],
          reason: `is said of a version whose state is ${state}`,
          fix: 'write state: recalled, or leave the recall out',
        },
  ];
};

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
