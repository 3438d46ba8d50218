import type { Instrument } from '../../../src/domain/instrument/types';
import { shippedInstruments } from './shipped';

/** Forms whose known signs are answered with an emergency page also when they are as usual. */
export function emergencyAsUsual(): { instruments: Record<string, Instrument> } {
  const instruments = Object.entries(shippedInstruments()).map(([id, form]): [string, Instrument] => {
    const { known } = form;
    return [id, known ? { ...form, known: { ...known, usual: { ...known.usual, help: 'emergency' } } } : form];
  });
  return { instruments: Object.fromEntries(instruments) };
}
