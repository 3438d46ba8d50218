import { partsOf, stagesOf } from '../parts';
import type { Pathway, Track } from '../types';
import type { Stage } from '../../stages/types';
import type { Check, Finding } from './finding';
import { type Path, stagesIn } from '../places';

/** Names that lead nowhere: instruments, check-ins, stages. */
export const unknownNames: Check = (pathway, { instruments }) => [
  ...pathway.checkIns.flatMap(({ ask }, index) =>
    ask.flatMap((id, place) =>
      Object.hasOwn(instruments, id)
        ? []
        : [
            unknown(
              ['checkIns', index, 'ask', place],
              `asks "${id}", which is no file in instruments/`,
              'add the file or correct the name',
            ),
          ],
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
      pathway.checkIns.some(({ id }) => id === checkIn)
        ? []
        : [
            unknown(
              [...path, 'checkIns', index, 'checkIn'],
              `"${checkIn}" is no check-in of this pathway`,
              'define it under checkIns or correct the name',
            ),
          ],
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
  if (stagesIn(pathway).some((each) => each.stage.id === id && each.stage.kind === 'medication-trial')) return [];
  const reason = `names "${id}", which is no medication trial of this pathway`;
  return [unknown([...path, 'otherClassThan'], reason, 'correct the name')];
}

function unknownStage(track: Track, id: string, path: Path, reason: string): Finding[] {
  if (track.stages.some((stage) => stage.id === id)) return [];
  return [unknown(path, `${reason}, which this track does not have`, 'add the stage or correct the name')];
}

function unknown(path: Path, reason: string, fix: string): Finding {
  return { rule: 'name.unknown', path, reason, fix };
}

/** Two of one name: the second could never be told from the first. */
export const nameClashes: Check = (pathway) => [
  ...twice(idsOf(pathway.checkIns), 'check-in', ['checkIns']),
  ...twice(idsOf(pathway.tracks), 'track', ['tracks']),
  ...twice(idsOf(pathway.tracks.flatMap(({ stages }) => stages)), 'stage', ['tracks']),
  ...twice(gateNames(pathway), 'gate', ['tracks']),
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
  return [...doubles].map((id) => ({
    rule: 'name.clash',
    path,
    reason: `hold two of the ${thing} "${id}"`,
    fix: 'rename one',
  }));
}
