import { choiceOf, gatesOf } from '../pathway/lookup';
import type { Pathway, Track } from '../pathway/types';
import type { Stage } from '../stages/types';
import { kindOf } from '../stages/registry';
import { ruleWords as safetyWords } from '../escalation/signal-words';
import type { Rules } from '../step/rules';
import { factTitle, factWords } from './fact-titles';

// Rules are named by where they stand (`post-laminectomy-syndrome/v3#care/diagnosis/next`); people read what they say first.

type Known = { pathway: Pathway; instruments: Rules['instruments'] };

/** A rule in words; null where this release knows none for it. It says what was asked, and never what to do. */
export function ruleInWords({ pathway, instruments }: Known, rule: string): string | null {
  const [whole = '', place] = rule.split('#');
  if (place === undefined) return ofTheHouse(whole) ?? safetyWords(whole, instruments);
  const [first = '', ...rest] = place.split('/');
  const track = pathway.tracks.find(({ id }) => id === first);
  if (track) return ofTrack(track, rest);
  if (first === 'medicines') return 'the list of medicines is gone through before such a medicine begins';
  const checkIn = pathway.checkIns.find(({ id }) => id === first);
  return checkIn ? ofCheckIn(checkIn.id, rest[0]) : null;
}

/** The words first, the id second: `the first stage of the track “care” (…#care/first)`. The id alone where nothing is known. */
export function ruleText(known: Known, rule: string): string {
  const words = ruleInWords(known, rule);
  return words === null ? rule : `${words} (${rule})`;
}

function ofTheHouse(rule: string): string | null {
  if (rule.startsWith('event/')) return `recorded: ${factWords(rule.slice('event/'.length))}`;
  return rule in house ? (house[rule] ?? null) : null;
}

const house: Readonly<Record<string, string>> = {
  'session/outcome-not-recorded': 'nobody had recorded whether the session took place',
  'admission/review': 'the day had come to ask whether the patient is still in hospital',
  'pause.ended': 'the pause was over',
};

function ofCheckIn(id: string, outcome: string | undefined): string {
  const name = `the check-in “${id}”`;
  if (outcome === undefined) return `${name} was due`;
  return outcome in checkInOutcomes ? `${name} ${checkInOutcomes[outcome] ?? ''}` : name;
}

const checkInOutcomes: Readonly<Record<string, string>> = {
  missed: 'was not answered in its time',
  'not-asked': 'had reached nobody',
  'partly-answered': 'was answered in part',
  cancelled: 'was taken back',
  call: 'is followed by a call where no answer comes',
  deferred: 'had questions that were put off',
};

function ofTrack(track: Track, [stageId = '', ...rest]: string[]): string | null {
  if (stageId === 'first') return `the first stage of the track “${track.id}”`;
  if (stageId === 'begins-with') return `the track “${track.id}” begins with: ${factTitle(rest[0] ?? '')}`;
  if (stageId === 'bypass') return 'a clinician sent the patient straight to the review';
  const stage = track.stages.find(({ id }) => id === stageId);
  if (!stage) return null;
  const [part = '', more] = rest;
  if (part === '') return `the stage “${stage.title}”`;
  return (
    ofGate(stage, part, more) ??
    ofRule(stage, part) ??
    (part in inStage ? `“${stage.title}”: ${inStage[part] ?? ''}` : null)
  );
}

function ofGate(stage: Stage, id: string, choice: string | undefined): string | null {
  const gate = gatesOf(stage).find((each) => each.id === id);
  if (!gate) return null;
  if (choice === undefined) return `the question “${gate.question}”`;
  if (choice === 'unanswered') return `the question “${gate.question}” was not answered in time`;
  return `“${gate.question}” was answered ${choiceOf(gate, choice)?.says ?? choice}`;
}

/** By what the rule means for the stage: its numbers stand in the explanation. */
function ofRule(stage: Stage, id: string): string | null {
  if ('success' in stage && stage.success.id === id) return `what “${stage.title}” calls success`;
  if ('partial' in stage && stage.partial?.id === id) return `what “${stage.title}” calls a partial result`;
  if (stage.stop?.id === id) return `what “${stage.title}” calls getting worse`;
  if (stage.entry?.id === id) return `whom “${stage.title}” is for`;
  const rules = kindOf(stage.kind).parts(stage).rules ?? [];
  const found = rules.find(({ rule }) => rule.id === id);
  return found ? `“${stage.title}”: ${found.does}` : null;
}

const inStage: Readonly<Record<string, string>> = {
  next: 'what was recorded says which stage comes next',
  deadline: 'the time in which the pathway waits for the diagnosis was over',
  intake: 'the first answers were to be complete by then',
  imaging: 'the result of imaging was to be there by then',
  baseline: 'what later answers are compared with was fixed',
  operation: 'an operation was recorded',
  'start-within': 'the start was to be recorded by then',
  'order-within': 'the order was to be recorded by then',
  'perform-within': 'it was to be done by then',
  'book-within': 'sessions were to be booked by then',
  'half-way': 'attendance is looked at half-way',
  'missed-in-a-row': 'sessions were missed one after the other',
  'hard-end': 'the trial had lasted as long as it may',
  'taper-review': 'a clinician reviews how the medicine is reduced',
  contraindicated: 'no class of this trial is possible',
  review: 'the need for the medicine is looked at again and again',
  limits: 'a limit of the pathway',
  'read-again': 'what the procedure brought is read again',
  slot: 'a date for the review was to be found by then',
  entered: 'the evidence is made ready',
  'conservative-measures': 'whether conservative measures have failed',
};
