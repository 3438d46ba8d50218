import { type Refusal, refused } from '../words/effect';
import { latestEnd, longestHolds } from '../escalation/hold-ends';
import type { PromptDefinition } from '../pathway/types';
import type { Destination } from '../pathway/language';
import type { Stage } from '../stages/types';
import type { EnrolmentState } from '../words/state';
import { DAY, type Instant } from '../words/time';
import { evaluate } from '../rules/predicates';
import { inputsText, predicateText } from '../telling/rules';
import { gateOf, stageOf, choicesOf } from '../pathway/lookup';
import { stagesOf } from '../pathway/parts';
import { isOffered } from '../stages/moves';
import type { Rules } from '../step/rules';
import { factsOf } from '../stages/evidence';
import type { Seat } from '../stages/kind';
import { beginningOf, seatsOf } from '../stages/registry';

/** Why a prompt cannot be set aside until then; null when it can. */
export function snoozeFault({ id, hard }: PromptDefinition, until: Instant, now: Instant): Refusal | null {
  if (until <= now)
    return refused('snooze-in-the-past', 'until must lie in the future: a prompt is set aside for a while.');
  const hold = hard === true ? 'hard snooze' : 'snooze';
  if (until <= latestEnd(hold, now)) return null;
  const why = hard === true ? `"${id}" is a hard prompt` : 'a prompt comes back after three months at the latest';
  return refused(
    'snooze-too-long',
    `until lies more than ${String(longestHolds[hold])} days ahead: ${why}. Choose an earlier day.`,
  );
}

/**
 * The snooze that holds for a prompt now. One made when nobody knew whether the prompt holds ends with that knowledge: it
 * was not about what is known now.
 */
export function snoozeOf(
  { history }: EnrolmentState,
  { id, certain }: { id: string; certain: boolean },
  now: Instant,
): { from: Instant; until: Instant } | null {
  const found = history.medicines?.snoozed.findLast((each) => each.prompt === id && each.until > now);
  return found && (found.certain || !certain) ? { from: found.from, until: found.until } : null;
}

/** When a prompt is put to a clinician: before a start, at a question, or while something is taken. */
export type PromptMoment = 'start' | 'gate' | 'review';

/** One thing to look at. It states a rule with its source; it names no dose and proposes nothing. */
export type Prompt = {
  id: string;
  hard: boolean;
  text: string;
  source: string;
  /** The classes or procedures in question. */
  about: string[];
  moment: PromptMoment;
  /** False: whether it holds could not be told, with what was not checked. */
  certain: boolean;
  missing: string[];
  /** The condition in words and what it read; null for what is always asked. */
  because: { needs: string; read: string } | null;
  snoozed: { from: Instant; until: Instant } | null;
};

export type MedicineView = {
  /** When somebody last looked at the medicines; null: never. */
  confirmedAt: Instant | null;
  listedAt: Instant | null;
  /** All that is taken was named, lately enough to rely on; where it was not, nobody knows what else is taken. */
  checked: boolean;
  taken: string[];
  prompts: Prompt[];
};

export function promptOf({ pathway }: Rules, id: string): PromptDefinition | undefined {
  return pathway.medicines?.prompts.find((each) => each.id === id);
}

/** What a clinician should look at now; null where the pathway knows no prompts or nothing is in question. */
export function medicineView(rules: Rules, state: EnrolmentState, now: Instant): MedicineView | null {
  const { medicines } = rules.pathway;
  if (!medicines || state.ended) return null;
  const prompts = askedPrompts(rules, state, now);
  const taken = (state.history.medicines?.taken ?? []).map((each) => each.class);
  if (prompts.length === 0 && taken.length === 0) return null;
  const confirmedAt = state.history.medicinesConfirmedAt;
  const listedAt = state.history.medicines?.listedAt ?? null;
  const checked = listedAt !== null && now - listedAt <= medicines.confirmedWithinDays * DAY;
  return { confirmedAt, listedAt, checked, taken, prompts };
}

/** Every prompt about something in question now, the hard ones first. What is ruled out is not asked. */
export function askedPrompts(rules: Rules, state: EnrolmentState, now: Instant): Prompt[] {
  const subjects = subjectsOf(rules, state);
  const seat = seatsOf(rules, state)[0];
  if (!seat || subjects.size === 0) return [];
  const asked = (rules.pathway.medicines?.prompts ?? []).flatMap((prompt): Prompt[] => {
    const about = prompt.about.filter((name) => subjects.has(name));
    const moment = about.map((name) => subjects.get(name)).find((each) => each !== undefined);
    if (moment === undefined) return [];
    const found = prompt.when ? evaluate(prompt.when, factsOf(seat, { baseline: {} }, now)) : null;
    if (found?.truth === false) return [];
    const { id, text, source, hard = false } = prompt;
    const certain = found?.truth !== 'unknown';
    const because = prompt.when && found ? { needs: predicateText(prompt.when), read: inputsText(found.inputs) } : null;
    const snoozed = snoozeOf(state, { id, certain }, now);
    return [{ id, hard, text, source, about, moment, certain, missing: found?.missing ?? [], because, snoozed }];
  });
  return [...asked.filter(({ hard }) => hard), ...asked.filter(({ hard }) => !hard)];
}

/** What is in question, and why: what the stages are for, what an open question may lead to, and what is taken. */
function subjectsOf(rules: Rules, state: EnrolmentState): Map<string, PromptMoment> {
  const subjects = new Map<string, PromptMoment>();
  const add = (names: readonly string[], moment: PromptMoment): void => {
    for (const name of names) if (!subjects.has(name)) subjects.set(name, moment);
  };
  for (const seat of seatsOf(rules, state)) {
    const { gate } = seat.track;
    if (!gate) {
      add(inHand(seat), isBegun(seat) ? 'review' : 'start');
      continue;
    }
    add(inHand(seat), 'gate');
    const question = gateOf(seat.stage, gate.gate);
    for (const { to } of question ? choicesOf(question) : []) {
      for (const stage of leadsTo(rules, seat, to)) add(meant(stage), 'gate');
    }
  }
  add(
    (state.history.medicines?.taken ?? []).map((each) => each.class),
    'review',
  );
  return subjects;
}

/** Past what the clinic does not offer, as the track itself would go. */
function leadsTo(rules: Rules, seat: Pick<Seat, 'track'>, to: Destination): Stage[] {
  return stagesOf(to).flatMap((id) => {
    const stage = stageOf(rules, { track: seat.track.track, stage: id });
    const { optional } = stage;
    return optional && !isOffered(rules, id, optional.offered) ? leadsTo(rules, seat, optional.instead) : [stage];
  });
}

function inHand({ stage, own }: Seat): string[] {
  if (own.kind === 'medication-trial' && own.trial) return [own.trial.class];
  if (own.kind === 'procedure' && own.order) return [own.order.kind];
  return meant(stage);
}

function isBegun({ own }: Seat): boolean {
  return beginningOf(own) !== null;
}

/** What may be begun in a stage. */
function meant(stage: Stage): string[] {
  if (stage.kind === 'medication-trial') return stage.adequacy.map((each) => each.class);
  return stage.kind === 'procedure' ? stage.procedures : [];
}
