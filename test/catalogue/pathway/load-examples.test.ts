import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadExamples } from '../../../src/catalogue/pathway/load-examples';
import { at } from '../../support/care/facts';
import { answers, shippedInstruments } from '../../support/care/shipped';

const instruments = shippedInstruments();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'stories-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function storyOf(happens: string[], more: string[] = [], beginnings: string[] = []) {
  const file = join(folder, 'v1.yaml');
  const story = ['  - story: one', '    enrolled: 2026-11-20 10:00', ...more, '    happens:', ...happens];
  writeFileSync(file, ['pathway: p', 'version: 1', ...beginnings, 'stories:', ...story].join('\n'));
  const [first] = loadExamples(file, instruments).stories;
  if (!first) throw new Error('There is no story.');
  return first;
}

describe('a story', () => {
  it.each([
    ['day 0', at('2026-11-20', '12:00')],
    ['day 3', at('2026-11-23', '12:00')],
    ['day 3 09:30', at('2026-11-23', '09:30')],
    ['2026-11-23', at('2026-11-23', '12:00')],
    ['2026-11-23 09:30', at('2026-11-23', '09:30')],
  ])('knows the moment %s', (moment, instant) => {
    expect(storyOf([`      - { at: ${moment}, says: nothing }`]).happens).toEqual([{ at: instant, says: null }]);
  });

  it('counts days within a fact as days, and those with an hour as moments', () => {
    const step = '      - { at: day 1, records: x, with: { startedOn: day 9, until: day 9 08:00, reason: day off } }';

    expect(storyOf([step]).happens).toMatchObject([
      { fact: { data: { startedOn: '2026-11-29', until: at('2026-11-29', '08:00'), reason: 'day off' } } },
    ]);
  });

  it.each([
    ['peg: 5', { peg: answers(5, 5, 5) }],
    ['peg: [5, 6, 7]', { peg: answers(5, 6, 7) }],
    ['gad-2: [1, null]', { 'gad-2': answers(1, null) }],
    ["after-injection: { '4': 1 }", { 'after-injection': answers(0, 0, 0, 1, 0, 0, 0) }],
    ['after-injection: 2', { 'after-injection': answers(1, 1, 0, 0, 0, 0, 0) }],
  ])('reads the answer %s', (written, given) => {
    expect(storyOf([`      - { at: day 1, answers: { ${written} } }`]).happens).toMatchObject([{ answers: given }]);
  });

  it('books a row of sessions, the first of them attended', () => {
    const { happens } = storyOf(['      - { at: day 5, books: { sessions: 2, from: day 12 10:00, attended: 1 } }']);

    expect(happens.map((each) => ('fact' in each ? [each.fact.type, each.at] : null))).toEqual([
      ['session.booked', at('2026-11-25', '12:00')],
      ['session.booked', at('2026-11-25', '12:00')],
      ['session.attended', at('2026-12-02', '11:00')],
      ['session.missed', at('2026-12-09', '11:00')],
    ]);
  });

  it('puts what it begins with among its own steps', () => {
    const beginnings = ['beginnings:', '  seen:', '    - { at: day 3, completes: call-patient }'];
    const steps = ['      - { at: day 1, says: nothing }', '      - { at: day 4, says: nothing }'];

    expect(storyOf(steps, ['    begins: seen'], beginnings).happens.map((each) => each.at)).toEqual([
      at('2026-11-21', '12:00'),
      at('2026-11-23', '12:00'),
      at('2026-11-24', '12:00'),
    ]);
  });

  it.each([
    [['      - { at: soon, says: nothing }'], [], /must be a moment like "day 3"/],
    [['      - { at: day 2, says: nothing }', '      - { at: day 1, says: nothing }'], [], /put what happens in order/],
    [['      - { at: day 1, says: { pegg: 5 } }'], [], /no instrument "pegg"/],
    [['      - { at: day 1, says: nothing }'], ['    begins: elsewhere'], /“elsewhere”, which is not among/],
    [['      - { at: day 1, completes: tea }'], [], /stories/],
    [
      ['      - { at: day 1, records: stage.bypassed, with: { track: care, reason: new disc, leg pain } }'],
      [],
      /^On 2026-11-21 stage.bypassed cannot be recorded so: "leg pain" is no field of it.$/,
    ],
    [
      ['      - { at: day 1, records: surgery.performed, with: { kind: revision, level: L5, on: 2026-11-30 } }'],
      [],
      /^On 2026-11-21 surgery.performed cannot be recorded so: on: /,
    ],
  ])('that is not well written is refused with a sentence', (happens, more, sentence) => {
    expect(() => storyOf(happens, more)).toThrow(sentence);
  });
});
