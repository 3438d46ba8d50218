import { choiceOf } from '../../src/domain/pathway/lookup';
import { partsOf } from '../../src/domain/pathway/parts';
import type { Rules } from '../../src/domain/step/rules';
import type { EnrolmentState } from '../../src/domain/words/state';
import { DAY } from '../../src/domain/words/time';
import type { Fact } from '../../src/domain/simulate/course';
import { possibleFacts } from '../../src/domain/simulate/moves';

/** Something that people may do at a moment, in words; `raises`: the ladders, by name, that its answers start. */
export type Act = { says: string; facts: Fact[]; raises: string[] };

/** What staff may record or decide just then. The core refuses what is not possible. */
export function possibleDeeds(rules: Rules, state: EnrolmentState): Act[] {
  return possibleFacts(rules, state).map((fact) => ({ says: wordsOf(rules, fact), facts: [fact], raises: [] }));
}

/**
 * What may happen to anybody at any time, whatever the stage: the clinician goes straight to the review; leave, hospital, a
 * transfer, withdrawal and death; and the resolver of an escalation lets messages go on, or ends them.
 */
export function possibleTurns({ pathway }: Rules, state: EnrolmentState): Act[] {
  const { now, pause, admission, transfer, holds } = state;
  const at = now + 1;
  const bypasses = pathway.tracks.flatMap(({ id, bypass }) =>
    bypass === undefined ? [] : [act({ type: 'stage.bypassed', at, data: { track: id, reason: 'seen' } })],
  );
  // Whoever is held up in one way is not held up in another as well: first that comes to its end.
  if (holds.length > 0) return holds.flatMap((escalation) => resolutions(escalation, at));
  if (pause) return [act({ type: 'enrolment.resumed', at, data: {} })];
  if (admission) return [act({ type: 'patient.discharged', at, data: {} })];
  if (transfer) return [act({ type: 'enrolment.accepted', at, data: {} })];
  return [
    ...bypasses,
    act({ type: 'enrolment.paused', at, data: { until: now + 21 * DAY, reason: 'leave' } }),
    act({ type: 'patient.admitted', at, data: { reviewAt: now + 14 * DAY } }),
    act({ type: 'enrolment.transferred', at, data: { reason: 'moved' } }),
    act({ type: 'enrolment.withdrawn', at, data: { reason: 'own wish' } }),
    act({ type: 'patient.died', at, data: {} }),
  ];
}

export function isHeldUp({ pause, admission, transfer, holds }: EnrolmentState): boolean {
  return pause !== null || admission !== null || transfer !== null || holds.length > 0;
}

/** Somebody resolves what holds the messages. */
export function resolutions(escalation: string, at: number): Act[] {
  return (['resume', 'end'] as const).map((messages) =>
    act({ type: 'escalation.resolved', at, data: { escalation, messages } }),
  );
}

/** Somebody does one of the open tasks. */
export function completions({ tasks, now }: EnrolmentState): Act[] {
  return tasks.map(({ key }) => act({ type: 'task.completed', at: now + 1, data: { task: key } }));
}

function act(fact: Fact): Act {
  return { says: fact.type, facts: [fact], raises: [] };
}

function wordsOf({ pathway }: Rules, { type, data }: Fact): string {
  if (type === 'decision.made') {
    const gates = pathway.tracks.flatMap(({ stages }) => stages.flatMap((stage) => partsOf(stage).gates));
    const gate = gates.find((each) => each.gate.id === data.gate)?.gate;
    const says = (gate && choiceOf(gate, data.choice)?.says) ?? data.choice;
    return `“${gate?.question ?? data.gate}” is answered ${says}`;
  }
  const details = Object.values(data).filter((value) => typeof value === 'string' || typeof value === 'number');
  return [`${type} is recorded`, ...(details.length > 0 ? [`(${details.slice(0, 3).join(', ')})`] : [])].join(' ');
}
