import { choicesOf } from '../lookup';
import { partsOf, stagesOf } from '../parts';
import type { Pathway, Track } from '../types';
import type { Stage } from '../../stages/types';
import { asksIn, type Check, type Finding, foundIf } from './finding';
import { type Path, stagesIn } from '../places';

/** Names that lead nowhere: instruments, check-ins, stages. */
export const unknownNames: Check = (pathway, { instruments }) => [
  ...asksIn(pathway).flatMap(({ id, path }) =>
    unknownIf(
      !Object.hasOwn(instruments, id),
      path,
      `asks "${id}", which is no file in instruments/`,
      'add the file or correct the name',
    ),
  ),
  ...pathway.tracks.flatMap((track, index) => [
    ...unknownStage(track, track.first, ['tracks', index, 'first'], `names the stage "${track.first}"`),
    ...(track.bypass === undefined
      ? []
      : unknownStage(track, track.bypass, ['tracks', index, 'bypass'], `names the stage "${track.bypass}"`)),
  ]),
  ...stagesIn(pathway).flatMap(({ track, stage, path }) => [
    ...otherTrial(pathway, stage, path),
    ...stage.checkIns.flatMap(({ checkIn }, index) =>
      unknownIf(
        !pathway.checkIns.some(({ id }) => id === checkIn),
        [...path, 'checkIns', index, 'checkIn'],
        `"${checkIn}" is no check-in of this pathway`,
        'define it under checkIns or correct the name',
      ),
    ),
    ...partsOf(stage).ways.flatMap((way) =>
      stagesOf(way.to).flatMap((id) => unknownStage(track, id, [...path, ...way.path], `leads to the stage "${id}"`)),
    ),
  ]),
];

/** A switch of class names the trial whose class it must not be. */
function otherTrial(pathway: Pathway, stage: Stage, path: Path): Finding[] {
  if (stage.kind !== 'medication-trial' || stage.otherClassThan === undefined) return [];
  const { otherClassThan: id } = stage;
  const isThere = stagesIn(pathway).some((each) => each.stage.id === id && each.stage.kind === 'medication-trial');
  const reason = `names "${id}", which is no medication trial of this pathway`;
  return unknownIf(!isThere, [...path, 'otherClassThan'], reason, 'correct the name');
}

function unknownStage({ stages }: Track, id: string, path: Path, names: string): Finding[] {
  const reason = `${names}, which this track does not have`;
  return unknownIf(!stages.some((stage) => stage.id === id), path, reason, 'add the stage or correct the name');
}

const unknownIf = (isUnknown: boolean, path: Path, reason: string, fix: string): Finding[] =>
  foundIf(isUnknown, 'name.unknown', path, reason, fix);

/** Two of one name: the second could never be told from the first. */
export const nameClashes: Check = (pathway) => [
  ...twice(idsOf(pathway.checkIns), 'check-in', ['checkIns']),
  ...twice(idsOf(pathway.tracks), 'track', ['tracks']),
  ...twice(idsOf(pathway.tracks.flatMap(({ stages }) => stages)), 'stage', ['tracks']),
  ...twice(gateNames(pathway), 'gate', ['tracks']),
  ...stagesIn(pathway).flatMap(({ stage, path }) =>
    partsOf(stage).gates.flatMap(({ gate, path: at }) =>
      twice(
        choicesOf(gate).map(({ choice }) => choice),
        'answer',
        [...path, ...at],
      ),
    ),
  ),
];

function gateNames(pathway: Pathway): string[] {
  // Within one stage other findings may ask another question under the same name.
  return stagesIn(pathway).flatMap(({ stage }) => [...new Set(partsOf(stage).gates.map(({ gate }) => gate.id))]);
}

function idsOf(things: { id: string }[]): string[] {
  return things.map(({ id }) => id);
}

function twice(ids: string[], thing: string, path: Path): Finding[] {
  const doubles = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
  return [...doubles].flatMap((id) =>
    foundIf(true, 'name.clash', path, `hold two of the ${thing} "${id}"`, 'rename one'),
  );
}
