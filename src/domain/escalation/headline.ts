import type { Instrument } from '../instrument/types';
import { type KeptSignal, saidOf, signalWords } from './signal-words';

/** More than these are counted: a headline is one line. */
const TOLD = 3;
const LONGEST = 140;

type Signal = KeptSignal & { reportId?: string | null };

/**
 * What it is about in one line, in the patient's own words where there are any: “Numbness or tingling between my legs” and
 * “pain in both legs”. `reports`: what the patient wrote beside it, by the id of the report. For people who are signed in.
 */
export function headlineOf(
  signals: readonly Signal[],
  reports: readonly { id: string; text: string | null }[],
  instruments: Record<string, Instrument>,
): string {
  const written = new Map(reports.map(({ id, text }) => [id, text]));
  const lines = [...new Set(signals.map((signal) => lineOf(signal, written, instruments)))];
  const told = lines.slice(0, TOLD).join(' and ');
  return lines.length <= TOLD ? told : `${told} and ${String(lines.length - TOLD)} more`;
}

function lineOf(signal: Signal, written: Map<string, string | null>, instruments: Record<string, Instrument>): string {
  if (signal.question != null) return signal.question;
  const said = saidOf(signal, instruments);
  if (said?.inOwnWords === true) return `“${said.question}”`;
  if (said) return said.answer === null ? `“${said.question}”` : `“${said.question}”: ${said.answer}`;
  const text = signal.reportId == null ? null : written.get(signal.reportId);
  return text == null ? signalWords(signal, instruments) : `“${cut(text)}”`;
}

/** On one line, and ending at a word. */
function cut(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, line.lastIndexOf(' ', LONGEST)).trimEnd()} …`;
}
