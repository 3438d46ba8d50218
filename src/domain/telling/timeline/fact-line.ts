import { choiceOf, gatesOf } from '../../pathway/lookup';
import type { Pathway } from '../../pathway/types';
import type { JournalEntry, JournalKind } from '../../words/effect';
import type { EventType } from '../../words/event';
import { quoted } from '../evidence/record';
import { capital, factTitle } from '../fact-titles';
import type { FactRow } from './rows';

/** A line without its second one, and what it said before it was corrected. */
export type FactLine = { text: string; soft: string[]; struck: string | null };

/** Facts that are told under other names. */
const told: Partial<Record<EventType, readonly JournalKind[]>> = {
  'medication.started': ['trial.started', 'dose-level.changed', 'medication.started'],
  'medication.reviewed': ['medicines.confirmed'],
  'contact.changed': ['reach.changed'],
  'check-in.answered': ['check-in.answered', 'check-in.answered-late'],
  'safety.signalled': ['signal.recorded'],
  'escalation.raised': ['messages.held'],
  'escalation.resolved': ['messages.resumed', 'messages.ended', 'enrolment.paused'],
  'task.completed': ['task.closed'],
  'enrolment.withdrawn': ['enrolment.ended'],
  'patient.died': ['enrolment.ended'],
};

/** Whether an entry says what a fact said, or what came of it at once; the store asks the same of the rows (lines.ts). */
export const saysOf = ({ rule, what }: JournalEntry, { type, said }: Pick<FactRow, 'type' | 'said'>): boolean =>
  rule === `event/${type}` ||
  (type === 'decision.made' && what === 'gate.decided') ||
  (type === 'safety.signalled' && what === 'signal.recorded' && (said?.rule === undefined || rule === said.rule));

/** What was recorded in the fact's own words, with what people wrote and what came of it at once. */
export function factLine(row: FactRow, pathway: Pathway, say: (entry: JournalEntry) => string): FactLine {
  const names = told[row.type] ?? [row.type];
  const own = row.entries.filter(({ rebuilt }) => rebuilt !== true);
  const main = mainOf(row, own, names);
  // Corrected again and again, the newest of them counts.
  const later = row.entries.filter(({ rebuilt }) => rebuilt === true).toReversed();
  const anew = row.correction?.as === 'replaced' ? mainOf(row, later, names) : undefined;
  const before = main ? say(main) : null;
  const now = anew ? say(plain(anew)) : null;
  const text = careTeamText(row) ?? decisionText(row, pathway) ?? now ?? before ?? `${factTitle(row.type)}.`;
  const others = own.filter((entry) => entry !== main && !names.includes(entry.what));
  return {
    text,
    soft: [...detailOf(row), ...writtenIn(row), ...others.map(say)],
    struck: now !== null && before !== null && now !== before ? before : null,
  };
}

/** As it would have been said at first. */
function plain(entry: JournalEntry): JournalEntry {
  const { rebuilt: _rebuilt, ...rest } = entry;
  return rest;
}

/** Where several facts of a type were recorded at one instant, the one that is about the same session. */
function mainOf(
  { said }: FactRow,
  entries: readonly JournalEntry[],
  names: readonly JournalKind[],
): JournalEntry | undefined {
  const all = entries.filter(({ what }) => names.includes(what));
  return all.find(({ key }) => key !== undefined && key === `session/${String(said?.session)}`) ?? all[0];
}

/** `Coordinator: Priya Shah, before: Sam Wright.` */
function careTeamText({ careTeam }: FactRow): string | null {
  const parts = (careTeam ?? []).map(
    ({ place, before, now }) => `${capital(place)}: ${now ?? 'nobody'}, before: ${before ?? 'nobody'}.`,
  );
  return parts.length === 0 ? null : parts.join(' ');
}

/** `Yes to “Go on to follow-up?”`. */
function decisionText({ type, said }: FactRow, pathway: Pathway): string | null {
  if (type !== 'decision.made' || !said) return null;
  const gates = pathway.tracks.flatMap(({ stages }) => stages.flatMap(gatesOf));
  const gate = gates.find(({ id }) => id === said.gate);
  if (!gate) return null;
  return `${capital(choiceOf(gate, String(said.choice))?.says ?? String(said.choice))} to “${gate.question}”`;
}

/** In the order in which people read them. */
const written = ['said', 'text', 'note', 'reason', 'hopes', 'complication', 'override', 'preparation'] as const;

function writtenIn({ said }: FactRow): string[] {
  return written.flatMap((field) => {
    const value = said?.[field];
    if (value === null) return ['Text erased.'];
    return typeof value === 'string' ? [quoted(value, '')] : [];
  });
}

function detailOf({ type, said }: FactRow): string[] {
  if (!said) return [];
  if (type === 'medication.started' || type === 'treatment.added')
    return [`${String(said.agent)} (${String(said.class)}).`];
  const taken = said.taken as { by?: string; from?: string } | undefined;
  if (type !== 'check-in.answered' || !taken) return [];
  const who = taken.from === 'proxy' ? ', by somebody else for the patient' : '';
  return [`${taken.by === 'paper' ? 'From paper' : 'On the telephone'}${who}.`];
}
