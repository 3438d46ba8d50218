import { placeNamed } from '../places';
import { isPartOf, signatureFinder, thresholdsToSign } from '../signatures';
import { type Check, foundIf } from './finding';

/** Patients are treated by a released version: somebody wrote it, a clinician approved it, and each number is answered for. */
export const signedRelease: Check = (pathway) => {
  const thresholds = thresholdsToSign(pathway);
  const example = thresholds[0]?.name ?? 'care/injection';
  const stray = (pathway.signatures ?? []).flatMap(({ thresholds: signed }, index) =>
    (signed === 'all' ? [] : signed).flatMap((name, at) => {
      const place = placeNamed(pathway, name);
      return foundIf(
        place === null || !thresholds.some((each) => isPartOf(each, place.path)),
        'release.unsigned',
        ['signatures', index, 'thresholds', at],
        `"${name}" leads to no threshold`,
        `write the place of one, such as ${example}, or a part of it`,
      );
    }),
  );
  if (pathway.state !== 'released') return stray;
  const signatureOf = signatureFinder(pathway);
  const people = { author: 'who wrote it', approvedBy: 'which clinician approved it' };
  return [
    ...stray,
    ...(['author', 'approvedBy'] as const).flatMap((field) => {
      const reason = `is released, but nobody says ${people[field]}`;
      const fix = `add ${field}, or go back to draft`;
      return foundIf(pathway[field] === undefined, 'release.unsigned', ['state'], reason, fix);
    }),
    ...thresholds.flatMap((each) => {
      const reason = 'belongs to a threshold that nobody has signed';
      const fix = `have a clinician sign "${each.name}" in signatures, with the day of its review`;
      return foundIf(signatureOf(each) === null, 'release.unsigned', each.source.path, reason, fix);
    }),
  ];
};

/** A recall without a reason helps nobody who has to decide about the patients on it. */
export const explainedRecall: Check = ({ state, recalled }) => {
  const isRecalled = state === 'recalled';
  return [
    ...foundIf(
      isRecalled && recalled === undefined,
      'recall.unexplained',
      ['state'],
      'is recalled, but nobody says why',
      'add recalled: { on: the day, reason: what was found }',
    ),
    ...foundIf(
      !isRecalled && recalled !== undefined,
      'recall.unexplained',
      ['recalled'],
      `is said of a version whose state is ${state}`,
      'write state: recalled, or leave the recall out',
    ),
  ];
};

/** Patients are pinned to what was released: a change is a new version, never another text under the old number. */
export const unchangedRelease: Check = ({ version, state }, { hashes }) => {
  if (!hashes || hashes.now === hashes.released) return [];
  if (hashes.released !== null) {
    const reason = `${version} was released with other content (${short(hashes.released)}, and now ${short(hashes.now)})`;
    return foundIf(
      true,
      'version.changed',
      ['version'],
      reason,
      `undo the change and write it as v${version + 1}.yaml`,
    );
  }
  const reason = 'is released, but released.json does not hold what was released';
  const fix = `add "${version}": "${hashes.now}" to released.json beside the file`;
  return foundIf(state === 'released', 'version.changed', ['state'], reason, fix);
};
const short = (hash: string): string => hash.slice(0, 12);
