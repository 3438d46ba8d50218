import type { ClinicSettings } from '../../words/clinic';
import type { Instrument } from '../../instrument/types';
import type { MessageTexts } from '../languages';
import { type Path, stagesIn } from '../places';
import type { Pathway } from '../types';

/** Every fault a pathway can be found with, and what it is in words. The reference of the language lists them. */
export const checkRules = {
  shape: 'A field that is missing, misspelt or of the wrong kind',
  'name.unknown': 'A name that leads nowhere',
  'name.clash': 'Two things of one name',
  'name.unused': 'A rule with a name that no stage uses',
  'stage.unreachable': 'A stage that no way leads to',
  'stage.no-way-out': 'A stage from which no end is reached when nobody answers',
  'loop.no-limit': 'Stages that lead round for ever',
  'wait.no-deadline': 'A wait without a deadline, or with one so far away that it is none',
  'rule.reads-too-early': 'A rule that reads what no branch collects before it',
  'rule.never-true': 'A rule that can never be true with the instruments asked',
  'rule.never-fires': 'A rule that can never be met, or never cleared, at the pace at which its stage asks',
  'rule.met-by-silence': 'Success that comes about although nobody answers',
  'rule.no-baseline': 'A comparison with a baseline that is not frozen',
  'gate.too-late': 'What is found before the last point, which nobody is asked about',
  'trial.never-adequate': 'A trial that can never count as long enough',
  'gate.no-owner': 'A question that nobody would be asked',
  'alert.no-owner': 'A safety answer that nobody would be told of',
  'ladder.no-last-rung': 'A ladder that ends with nobody',
  'reminder.order': 'Reminders out of order',
  'reminder.after-window': 'A reminder when the check-in has closed',
  'reminder.quiet-hours': 'Prompts that may leave at night',
  'check-in.overlap': 'A check-in that opens before the last one of its kind has closed',
  'watch.asks-nothing': 'A watch over medicines whose check-in has no form about medicines alone',
  'safety.call-late': 'A safety check-in whose call comes before its reminder, or after its own day',
  'safety.call-unstaffed': 'A safety check-in whose call falls when nobody is in',
  'safety.not-first': 'Safety questions that are not asked first',
  'burden.over-budget': 'More messages in a week than a patient may be sent',
  'burden.page-fatigue': 'An emergency page that whoever has a known sign would see week after week',
  'recall.floor-broken': 'An instrument asked more often than the time it asks about',
  'text.missing': 'An instrument or text missing in a declared language',
  'text.not-own': 'A safety question that would show a text not written for it',
  'instrument.staff-only': 'A form that no patient can be asked',
  'threshold.no-source': 'A number without a source and its mark',
  'message.clinical-word': 'A clinical word in what leaves the building',
  'version.changed': 'A released version that was changed',
  'release.unsigned': 'A released version without author, clinical approver, or a signature on each threshold',
  'recall.unexplained': 'A recalled version without a day and a reason',
  'tuning.no-number': 'A number for tuning that is not there, or lies outside its own limits',
} as const;
export type CheckRule = keyof typeof checkRules;

/** `reason` goes on from the field's name, `fix` says what to do: "gate.approve leads to …: correct the name". */
export type Finding = { rule: CheckRule; path: Path; reason: string; fix: string };

/** What a pathway is judged with. What is null is not known here, and its rules stay silent. */
export type CheckContext = {
  instruments: Record<string, Instrument>;
  clinic: ClinicSettings | null;
  /** The words of its mails, by language. */
  messages: Record<string, MessageTexts> | null;
  /** What patients make ready before an appointment: the words by language and name. Left out where it is not known. */
  prepare?: Record<string, Record<string, string>>;
  /** The languages our own pages and the frame of mails are written in. */
  pages: readonly string[] | null;
  /** The hash of what the file says, and the one under which this version was released, if it was. */
  hashes: { now: string; released: string | null } | null;
};

export type Check = (pathway: Pathway, context: CheckContext) => Finding[];

/** The finding where something is wrong, and nothing where it is not. */
export const foundIf = (isWrong: boolean, rule: CheckRule, path: Path, reason: string, fix: string): Finding[] =>
  isWrong ? [{ rule, path, reason, fix }] : [];

/** Every use of a check-in by a stage, with its place in the file. */
export const usesIn = (pathway: Pathway) =>
  stagesIn(pathway).flatMap(({ stage, path }) =>
    stage.checkIns.map((use, index) => ({ stage, use, path: [...path, 'checkIns', index] })),
  );

/** Every form that a check-in asks, by its place in the file; `before` is asked ahead of it. */
export const asksIn = ({ checkIns }: Pathway) =>
  checkIns.flatMap(({ ask }, index) =>
    ask.map((id, place) => ({ id, before: ask[place - 1], path: ['checkIns', index, 'ask', place] })),
  );
