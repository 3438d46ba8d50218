import type { ClinicSettings } from '../../src/domain/clinic';
import type { SafetySignal } from '../../src/domain/safety';

/** A static text of the clinic, and which version of it was shown. */
export type HelpText = { page: string; version: string; title: string; lines: string[] };

/** The pages that belong to these signals, most urgent first, each once. */
export function helpFor(signals: SafetySignal[], settings: ClinicSettings): HelpText[] {
  // Settings kept from before a page was written do not have it: nobody who gave a worrying answer is left with nothing.
  const pages = signals.map(({ help }) => (Object.hasOwn(settings.help, help) ? help : 'emergency'));
  return [...new Set(pages)].flatMap((page) => helpPage(page, settings) ?? []);
}

export function helpPage(page: string, settings: ClinicSettings): HelpText | null {
  const text = Object.hasOwn(settings.help, page) ? settings.help[page] : undefined;
  return text === undefined ? null : { page, ...text };
}
