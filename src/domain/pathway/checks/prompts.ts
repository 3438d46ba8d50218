import { hourOf, minutesOf } from '../../words/time';
import type { MedicineRules, Pathway } from '../types';
import type { CheckInDefinition } from '../language';
import type { ClinicSettings } from '../../words/clinic';
import { type Check, type Finding, foundIf } from './finding';
import { stagesIn } from '../places';
import { readingsOf } from '../../rules/predicates';

/** After a treatment silence is not safety: the call must come on the same day, and somebody must be there to make it. */
export const safetyCheckIns: Check = (pathway, { clinic }) =>
  pathway.checkIns.flatMap((checkIn, index) =>
    checkIn.safety ? safetyFindings(checkIn.safety, clinic, ['checkIns', index, 'safety']) : [],
  );

function safetyFindings(
  { opensAt, remindAfterHours, callAt }: NonNullable<CheckInDefinition['safety']>,
  clinic: ClinicSettings | null,
  path: Finding['path'],
): Finding[] {
  const remindedAt = minutesOf(opensAt) + remindAfterHours * 60;
  const unstaffed = clinic?.staffedHours.find(({ from, to }) => callAt < from || callAt >= to);
  const at = [...path, 'callAt'];
  return [
    ...foundIf(
      remindedAt >= minutesOf(callAt),
      'safety.call-late',
      at,
      `is ${callAt}, but the reminder goes out at ${hourOf(remindedAt)}`,
      'open and remind earlier, or ring later on the same day',
    ),
    ...foundIf(
      unstaffed !== undefined,
      'safety.call-unstaffed',
      at,
      `is ${callAt}, when nobody is in (weekday ${unstaffed?.weekday} from ${unstaffed?.from} to ${unstaffed?.to})`,
      'choose an hour within the staffed hours of every staffed day',
    ),
  ];
}

/**
 * What clinicians are reminded of: each class is one that can be named when the list is gone through
 * (any other would silently count as not taken), and each score one that an instrument gives.
 */
export const medicinePrompts: Check = (pathway, { instruments }) => {
  const { medicines } = pathway;
  if (!medicines) return [];
  const scores = new Set(Object.values(instruments).flatMap((each) => each.scores.map(({ score }) => score)));
  return [
    ...namedTwice(medicines),
    ...trialClasses(pathway, medicines),
    ...medicines.prompts.flatMap(({ about, when }, index): Finding[] => {
      const path = ['medicines', 'prompts', index];
      const readings = when ? readingsOf(when) : [];
      const read = readings.flatMap((each) => (each.of === 'medicine' ? [each.class] : []));
      const unscored = readings.flatMap((each) => (each.of === 'score' && !scores.has(each.score) ? [each.score] : []));
      return [
        ...unknownIn(about, subjectsOf(pathway, medicines), [...path, 'about']),
        ...unknownIn(read, new Set(medicines.classes), [...path, 'when']),
        ...unscored.map((score): Finding => {
          const reason = `reads the score "${score}", which no instrument gives`;
          return { rule: 'name.unknown', path: [...path, 'when'], reason, fix: 'correct the name' };
        }),
      ];
    }),
  ];
};

/** Classes, and the procedures of the pathway: a prompt may be about either. */
function subjectsOf(pathway: Pathway, { classes }: MedicineRules): Set<string> {
  const procedures = stagesIn(pathway).flatMap(({ stage }) => (stage.kind === 'procedure' ? stage.procedures : []));
  return new Set([...classes, ...procedures]);
}

function unknownIn(names: readonly string[], known: Set<string>, path: Finding['path']): Finding[] {
  return names
    .filter((name) => !known.has(name))
    .map((name) => ({
      rule: 'name.unknown',
      path,
      reason: `names "${name}", which is neither under medicines.classes nor a procedure of this pathway`,
      fix: 'add it there or correct the name',
    }));
}

/** A class that can be tried must be one that can be named in the list. */
function trialClasses(pathway: Pathway, { classes }: MedicineRules): Finding[] {
  return stagesIn(pathway).flatMap(({ stage, path }) =>
    (stage.kind === 'medication-trial' ? stage.adequacy : []).flatMap(({ class: name }, index) => {
      const reason = `"${name}" is no class under medicines.classes`;
      const fix = 'add it there, or nobody can say that it is taken';
      return foundIf(!classes.includes(name), 'name.unknown', [...path, 'adequacy', index, 'class'], reason, fix);
    }),
  );
}

function namedTwice({ prompts }: MedicineRules): Finding[] {
  const ids = prompts.map(({ id }) => id);
  return ids.flatMap((id, index) => {
    const path = ['medicines', 'prompts', index, 'id'];
    return foundIf(ids.indexOf(id) < index, 'name.clash', path, `"${id}" is there before`, 'rename one');
  });
}
