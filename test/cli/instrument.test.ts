import { instrumentCommands, scoreReport } from '../../src/cli/instrument';
import { shippedInstruments } from '../support/care/shipped';

const instruments = shippedInstruments();
const nine = '{"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":null}';

describe('throughline instrument score', () => {
  it.each([
    ['peg', '{"1":7,"2":8,"3":6}', { total: 7, band: null, complete: true, safety: null }],
    ['peg', '{"1":7,"2":8,"3":null}', { total: null, band: null, complete: false, safety: null }],
    ['nrs', '{"1":4}', { total: 4, band: 'moderate', complete: true, safety: null }],
    [
      'gad-7',
      '{"1":2,"2":2,"3":1,"4":1,"5":1,"6":1,"7":null}',
      { total: 9, band: 'mild', complete: false, safety: null },
    ],
    ['phq-9', nine, { total: 9, band: 'mild', complete: false, safety: 'unknown, ask' }],
    ['phq-9', nine.replace('null', '1'), { total: 9, band: 'mild', complete: true, safety: 'now, same-day' }],
    ['phq-9', nine.replace('null', '2'), { total: 10, band: 'moderate', complete: true, safety: 'now, immediate' }],
    ['phq-9', '{"1":1,"9":0}', { total: null, band: null, complete: false, safety: null }],
    ['red-flags', '{"1":1}', { total: null, band: null, complete: true, safety: 'now' }],
    ['rmdq-24', '{"3":1}', { total: 1, band: null, complete: true, safety: null }],
    ['odi', '{"total":16,"of":45}', { total: 35.6, band: 'moderate', complete: true, safety: null }],
    ['pseq', '{"total":40}', { total: 40, band: 'good', complete: true, safety: null }],
  ])('%s %s', (id, answers, expected) => {
    expect(scoreReport(instruments, id, answers)).toEqual({ instrument: id, ...expected });
  });

  it.each([
    ['an unknown id', 'peg-3', '{}', /^There is no instrument "peg-3": choose one of .*peg, .*\.$/],
    ['an id from the prototype', 'constructor', '{}', /^There is no instrument "constructor"/],
    ['no id', undefined, '{}', /^There is no instrument ""/],
    ['no answers', 'peg', undefined, /^--answers is missing: write item numbers and answers like/],
    ['broken JSON', 'peg', '{1:7}', /^--answers is not readable as JSON/],
    ['a list', 'peg', '[7,8,6]', /^--answers must hold whole numbers or null/],
    ['text', 'peg', '{"1":"7"}', /^--answers must hold whole numbers or null/],
    [
      'a value out of range',
      'peg',
      '{"1":11}',
      /^Answer to item 1 of peg cannot be scored: Choose a number from 0 to 10/,
    ],
    ['half a number', 'peg', '{"1":6.5}', /^Answer to item 1 of peg cannot be scored/],
    ['an item too many', 'peg', '{"4":1}', /^Answer to item 4 of peg cannot be scored: there is no such item/],
    ['items of a licensed form', 'odi', '{"1":3}', /^odi is entered as a total by staff: give its total like/],
    ['a total out of range', 'pcs', '{"total":53}', /^The total of pcs cannot be taken: it must be a whole number/],
  ])('refuses %s in one sentence', (_name, id, answers, sentence) => {
    expect(() => scoreReport(instruments, id, answers)).toThrow(sentence);
  });
});

describe('the command line', () => {
  const said: string[] = [];
  const faults: string[] = [];
  beforeEach(() => {
    said.length = 0;
    faults.length = 0;
    jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => void faults.push(line));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = undefined;
  });

  const run = (...args: string[]) => instrumentCommands().parseAsync(args, { from: 'user' });

  it('prints one line of JSON and nothing else', async () => {
    await run('score', 'peg', '--answers', '{"1":7,"2":8,"3":6}', '--json');

    expect(said).toEqual(['{"instrument":"peg","total":7,"band":null,"complete":true,"safety":null}']);
    expect([faults, process.exitCode]).toEqual([[], undefined]);
  });

  it('ends with 2 and one sentence on stderr', async () => {
    await run('score', 'peg', '--answers', '{"1":70}', '--json');

    expect(said).toEqual([]);
    expect(faults).toEqual(['Answer to item 1 of peg cannot be scored: Choose a number from 0 to 10, or skip.']);
    expect(process.exitCode).toBe(2);
  });

  it('lists every instrument', async () => {
    await run('list', '--json');

    const listed = JSON.parse(said[0] ?? '') as { id: string }[];
    expect(listed.map(({ id }) => id)).toEqual(Object.keys(instruments));
  });
});
