import { formsAsked } from '../../../src/domain/instrument/forms';
import type { Answers } from '../../../src/domain/instrument/types';
import { answers, shippedInstrument, shippedInstruments } from '../../support/care/shipped';

const instruments = shippedInstruments();

function forms(asked: string[], given: Record<string, Answers> = {}): [string, Answers][] {
  const found = formsAsked(asked.map(shippedInstrument), instruments, (id) => given[id] ?? {});
  return found.map(({ instrument, carried }) => [instrument.id, carried]);
}

describe('formsAsked', () => {
  it.each([
    ['safety and two others', ['red-flags', 'peg', 'rmdq-24'], ['red-flags', 'peg', 'rmdq-24']],
    ['the pain rating beside PEG', ['nrs', 'peg'], ['peg']],
    ['a short form beside its long one', ['phq-2', 'gad-2', 'phq-9'], ['gad-2', 'phq-9']],
    ['two lists without a score', ['red-flags', 'after-injection'], ['red-flags', 'after-injection']],
  ])('asks nothing twice: %s', (_name, asked, expected) => {
    expect(forms(asked).map(([id]) => id)).toEqual(expected);
  });

  it('puts the long form after the short one that flags', () => {
    expect(forms(['phq-2', 'gad-2'], { 'phq-2': answers(3, 0), 'gad-2': answers(1, 1) })).toEqual([
      ['phq-2', {}],
      ['phq-9', answers(3, 0)],
      ['gad-2', {}],
    ]);
  });

  it('keeps a long form once begun, with the answers as they are now', () => {
    expect(forms(['phq-2'], { 'phq-2': answers(0, 1), 'phq-9': { '3': 2 } })).toEqual([
      ['phq-2', {}],
      ['phq-9', answers(0, 1)],
    ]);
  });

  it('does not go on into a form that is asked anyway', () => {
    expect(forms(['phq-9', 'gad-2'], { 'phq-9': answers(3, 3), 'gad-2': answers(3, 3) })).toEqual([
      ['phq-9', {}],
      ['gad-2', {}],
      ['gad-7', answers(3, 3)],
    ]);
  });
});
