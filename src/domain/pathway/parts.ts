import { wait } from '../stages/definition';
import type { StageParts, WayOut } from '../stages/kind';
import { kindOf } from '../stages/registry';
import { choicesOf, gateFor, type Questions } from './lookup';
import type { Destination } from './language';
import type { Stage } from '../stages/types';

/** What checks, protocol, diagram and model check read of a stage, whatever its kind. */
export function partsOf(stage: Stage): StageParts {
  const own = kindOf(stage.kind).parts(stage);
  const gates = gatesOf(stage);
  const { optional, entry, stop } = stage;
  const instead: WayOut[] = optional
    ? [{ path: ['optional', 'instead'], when: 'not offered by the clinic', to: optional.instead }]
    : [];
  return {
    ways: [...(own.ways ?? []), ...gates.flatMap(gateWays), ...instead],
    gates,
    rules: [
      ...(entry ? [{ path: ['entry'], rule: entry, does: 'the stage is for a patient' }] : []),
      ...(own.rules ?? []),
      ...(stop ? [{ path: ['stop'], rule: stop, does: stopText(stage) }] : []),
    ],
    baseline: own.baseline ?? null,
    waits: [...(own.waits ?? []), ...gates.flatMap(gateWaits)],
  };
}

const stopText = (stage: Questions): string =>
  gateFor(stage, 'getting-worse') ? 'the question is put at once' : 'the clinicians get a task to look at it';

function gatesOf(stage: Stage): StageParts['gates'] {
  const { gate, gateWhen = {}, dropOut }: Questions = stage;
  return [
    ...(gate ? [{ path: ['gate'], gate }] : []),
    ...Object.entries(gateWhen).map(([verdict, other]) => ({
      path: ['gateWhen', verdict],
      gate: other,
      when: verdict,
    })),
    ...(dropOut ? [{ path: ['dropOut'], gate: dropOut, when: 'dropped out' }] : []),
  ];
}

function gateWays({ path, gate, when }: StageParts['gates'][number]): WayOut[] {
  const where = when === undefined ? '' : ` (found: ${when})`;
  return choicesOf(gate).map(({ says, to, path: at }) => ({
    path: [...path, ...at],
    when: `“${gate.question}” answered ${says}${where}`,
    to,
  }));
}

function gateWaits({ path, gate }: StageParts['gates'][number]): StageParts['waits'] {
  const again = choicesOf(gate).flatMap(({ to, path: at }) =>
    to.to === 'again' ? [wait(to.afterDays, ...path, ...at, 'again', 'afterDays')] : [],
  );
  return [wait(gate.answerWithinDays, ...path, 'answerWithinDays'), ...again];
}

/** The stages a destination can lead to, in the end. */
export function stagesOf(destination: Destination): string[] {
  switch (destination.to) {
    case 'stage':
      return [destination.stage];
    case 'again':
      return stagesOf(destination.otherwise);
    case 'end':
      return [];
  }
}

/** Whether a destination, in the end, can end the enrolment. */
export function canEnd(destination: Destination): boolean {
  return destination.to === 'end' || (destination.to === 'again' && canEnd(destination.otherwise));
}

/** Watches for as long as the enrolment lasts: it asks nobody to go on, and ends when another track ends. */
export function lastsAsLongAsTheEnrolment(stage: Stage): boolean {
  const { gate }: Questions = stage;
  return gate === undefined && kindOf(stage.kind).onlyWatches?.(stage) === true;
}
