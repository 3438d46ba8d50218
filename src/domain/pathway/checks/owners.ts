import type { ClinicSettings, EscalationPolicy } from '../../words/clinic';
import type { Instrument, SignalClass } from '../../instrument/types';
import { policiesNamed } from '../../escalation/safety';
import { partsOf } from '../parts';
import { asksIn, type Check, type CheckRule, type Finding, foundIf } from './finding';
import { stagesIn } from '../places';
import { kindOf } from '../../stages/registry';
import type { Stage } from '../../stages/types';
import { stageKindNames } from '../../words/choices';

/** Every question has somebody to ask: the first rung of the ladder for decisions. */
export const gateOwners: Check = (pathway, { clinic }) =>
  clinic
    ? stagesIn(pathway).flatMap(({ stage, path }) =>
        partsOf(stage).gates.flatMap(({ path: at }) =>
          ladderFindings(clinic, 'decision', [...path, ...at], 'gate.no-owner'),
        ),
      )
    : [];

/** Every safety answer that this pathway asks for wakes somebody. */
export const alertOwners: Check = (pathway, { clinic, instruments }) =>
  clinic
    ? asksIn(pathway).flatMap(({ id, path }) => {
        const classes = new Set((instruments[id]?.items ?? []).flatMap(({ safety }) => safety?.class ?? []));
        return [
          ...[...classes].flatMap((each) => ladderFindings(clinic, each, path, 'alert.no-owner')),
          ...namedLadderFindings(clinic, instruments[id], path),
        ];
      })
    : [];

/** A ladder needs a first rung that is somebody, and a last one that goes on for as long as it takes. */
function ladderFindings(
  clinic: ClinicSettings,
  signal: SignalClass,
  path: Finding['path'],
  rule: CheckRule,
): Finding[] {
  const policies: Partial<ClinicSettings['policies']> = clinic.policies;
  return findingsOf(clinic, { name: signal, place: `policies.${signal}`, policy: policies[signal] }, path, rule);
}

/** Ladders that a rule names instead of its class's. One the clinic does not have is refused when its settings are read. */
function namedLadderFindings(clinic: ClinicSettings, asked: Instrument | undefined, path: Finding['path']): Finding[] {
  const { namedPolicies = {} } = clinic;
  return (asked ? policiesNamed(asked) : [])
    .filter((name) => Object.hasOwn(namedPolicies, name))
    .flatMap((name) =>
      findingsOf(clinic, { name, place: `namedPolicies.${name}`, policy: namedPolicies[name] }, path, 'alert.no-owner'),
    );
}

function findingsOf(
  clinic: ClinicSettings,
  { name: signal, place, policy }: { name: string; place: string; policy: EscalationPolicy | undefined },
  path: Finding['path'],
  rule: CheckRule,
): Finding[] {
  const isRota = (id: string): boolean => clinic.rotas.some((rota) => rota.id === id);
  const first = policy?.rungs[0]?.rota;
  const last = policy?.exhausted;
  const ladder = `the clinic's ladder "${signal}"`;
  const begins = first === undefined ? 'has no rung' : `begins with "${first}", which is no rota`;
  return [
    ...foundIf(
      first === undefined || !isRota(first),
      rule,
      path,
      `is told to nobody: ${ladder} ${begins}`,
      `give ${place} a first rung with a rota of this clinic`,
    ),
    ...foundIf(
      !last || !isRota(last.rota) || last.repeatMinutes <= 0,
      'ladder.no-last-rung',
      path,
      `ends with nobody: ${ladder} has no last rung that is told again and again`,
      `give ${place}.exhausted a rota of this clinic and repeatMinutes`,
    ),
  ];
}

/** Stages in which a fact is recorded. */
export function recorders(stages: readonly Stage[], event: string): Stage[] {
  return stages.filter(({ kind }) => kindOf(kind).takes.some((taken) => taken === event));
}

/** Some facts are recorded for a stage; the others can be recorded at any time. */
export function isTakenByStages(event: string): boolean {
  return takenByStages.has(event);
}

const takenByStages: ReadonlySet<string> = new Set(stageKindNames.flatMap((kind) => kindOf(kind).takes));
