import type { SafetySignal } from '../../src/domain/safety';
import type { SafetyTexts } from './reader';

/** A static text of the clinic, and which version of it was shown. */
export type HelpText = { page: string; version: string; language: string; title: string; lines: string[] };

/** The pages that belong to these signals, most urgent first, each once. */
export function helpFor(signals: SafetySignal[], texts: SafetyTexts): HelpText[] {
  // Settings kept from before a page was written do not have it: nobody who gave a worrying answer is left with nothing.
  const pages = signals.map(({ help }) => (Object.hasOwn(texts.help, help) ? help : 'emergency'));
  return [...new Set(pages)].flatMap((page) => helpPage(page, texts) ?? []);
}

export function helpPage(page: string, { help, language }: SafetyTexts): HelpText | null {
  const text = Object.hasOwn(help, page) ? help[page] : undefined;
  return text === undefined ? null : { page, language, ...text };
}
