import type { Instrument, Item, SignalClass } from '../instrument/types';

/** A signal as it is kept: which rule was met, and, where the store knows them, the answer and the question it is about. */
export type KeptSignal = { rule: string; class: SignalClass; answer?: number | null; question?: string | null };

/** What is no answer of a patient. */
const facts: Record<string, string> = {
  'examination.progressive-deficit': 'An examination found a deficit that gets worse',
  'adverse-event.severe': 'A severe adverse event was recorded',
  'pregnancy.yes': 'The patient is pregnant: medicines and planned procedures are to be looked at',
  'problem.pain': 'The patient reports by link that the pain is worse, and that it is severe or cannot wait',
  'problem.medicine': 'The patient reports by link a problem with a medicine that is severe or cannot wait',
  'problem.wound':
    'The patient reports by link a problem after an injection or operation that is severe or cannot wait',
  'problem.mood': 'The patient reports by link a problem with mood that is severe or cannot wait',
  'problem.other': 'The patient reports by link a problem that is severe or cannot wait',
  'daily-canary': 'The daily test of the paging',
};

/** Rules of a pathway, by the last part of their name. */
const ofPathway: Record<string, string> = {
  unanswered: 'A question to a clinician is not answered',
  limits: 'A procedure lies over a limit of the pathway',
  'hard-end': 'A trial of a medicine has lasted as long as it may',
};

const classes = {
  spine: 'the spine',
  'mental-health': 'mental health',
  medication: 'a medicine',
  infection: 'an infection',
  decision: 'a decision',
  canary: 'the paging',
} as const satisfies Record<SignalClass, string>;

/**
 * What was said or found, for people who are signed in: "Numbness or tingling between my legs …: ticked, new or worse". Never
 * a rule's id. Not for mails: there it would be read over a shoulder.
 */
export function signalWords(signal: KeptSignal, instruments: Record<string, Instrument>): string {
  const { rule, question, answer } = signal;
  if (question != null) return `Not answered: “${question}”`;
  const item = itemOf(rule, instruments);
  if (item) return answer == null ? bare(item.text) : `${bare(item.text)}: ${answerWords(item, answer)}`;
  return facts[rule] ?? ofPathway[lastPart(rule)] ?? `A safety rule about ${classes[signal.class]} was met`;
}

/** What the patient was asked and chose, in the words of the form; null where a signal is no answer of a patient. */
export function saidOf(
  { rule, answer }: Pick<KeptSignal, 'rule' | 'answer'>,
  instruments: Record<string, Instrument>,
): { question: string; answer: string | null; inOwnWords: boolean } | null {
  const item = itemOf(rule, instruments);
  if (!item) return null;
  const { type } = item.answering;
  return {
    question: bare(item.text),
    answer: answer == null ? null : answerWords(item, answer),
    // A line that is ticked is what the patient says; a question with a scale is what the patient was asked.
    inOwnWords: type === 'flag' || type === 'tick',
  };
}

/** The words of the question that a safety rule belongs to, or of what was found; null where no form has it any more. */
export function ruleWords(rule: string, instruments: Record<string, Instrument>): string | null {
  const item = itemOf(rule, instruments);
  return item ? bare(item.text) : (facts[rule] ?? ofPathway[lastPart(rule)] ?? null);
}

const lastPart = (rule: string): string => rule.split(/[#/]/).at(-1) ?? '';

function itemOf(rule: string, instruments: Record<string, Instrument>): Item | undefined {
  return Object.values(instruments)
    .flatMap(({ items }) => items)
    .find(({ safety }) => safety?.rule === rule);
}

function answerWords({ answering }: Item, answer: number): string {
  switch (answering.type) {
    case 'flag':
      return answer === 2 ? 'ticked, as usual for the patient' : 'ticked, new or worse';
    case 'tick':
      return 'ticked';
    case 'scale':
      return `${String(answer)} of ${String(answering.max)}`;
    case 'choice':
      return answering.options.find(({ value }) => value === answer)?.label ?? String(answer);
  }
}

const bare = (text: string): string => text.trim().replace(/[.?:]$/, '');
