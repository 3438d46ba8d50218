import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadClinic } from '../../../../src/catalogue/clinic/load-clinic';
import { loadExamples } from '../../../../src/catalogue/pathway/load-examples';
import type { Fact } from '../../../../src/domain/simulate/course';
import { playStory } from '../../../../src/domain/stories/story';
import type { Happening, Story } from '../../../../src/domain/stories/story-types';
import { evidencePacket, type Packet } from '../../../../src/domain/telling/evidence/packet';
import { evidenceText } from '../../../../src/domain/telling/evidence/text';
import { DAY, HOUR } from '../../../../src/domain/words/time';
import { recordOf } from '../../../support/care/evidence-record';
import { root, shippedCatalogue } from '../../../support/care/shipped';

// What a surgeon reads of a patient whom nothing has helped. Refreshed by: GOLDEN=write npx jest <this file>; read what changed.

const golden = (name: string): string => join(root, 'test', 'domain', 'telling', 'evidence', 'golden', name);
const catalogue = shippedCatalogue();
const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
const pathway = { id: 'post-laminectomy-syndrome', version: 2 };
const storiesOf = (version: number): Story[] =>
  loadExamples(join(root, 'pathways', pathway.id, 'examples', `v${String(version)}.yaml`), catalogue.instruments)
    .stories;

type Bare = { [T in Fact['type']]: { type: T; data: Extract<Fact, { type: T }>['data'] } }[Fact['type']];

/** A story that is told further: on a day of it, at an hour after its beginning. */
function told(
  name: string,
  until: number,
  more: [day: number, what: Bare | { says: Record<string, object> }][],
  version = 2,
): Packet {
  const story = storiesOf(version).find((each) => each.story === name);
  if (!story) throw new Error(`no story “${name}”`);
  const at = (day: number): number => story.enrolledAt + day * DAY + 2 * HOUR;
  const added = more.map(([day, what]) =>
    'says' in what ? { at: at(day), ...what } : { at: at(day), fact: { ...what, at: at(day) } },
  );
  const happens = [...story.happens, ...(added as Happening[])].filter((each) => each.at <= at(until));
  const whole: Story = { ...story, happens: happens.sort((a, b) => a.at - b.at) };
  return evidencePacket(recordOf(playStory(catalogue.rules({ ...pathway, version }, clinic), whole)));
}

const given = (form: string, ...values: number[]): Record<string, object> => ({
  [form]: Object.fromEntries(values.map((value, index) => [String(index + 1), value])),
});

const everything = told('nothing helps', 184, [
  [
    3,
    {
      type: 'history.recorded',
      data: {
        ...{ previousOperations: 2, cause: 'scar', painSites: ['back', 'left-leg'], levels: ['L4/L5'] },
        operations: [
          { kind: 'decompression', level: 'L4/L5', on: '2019-05' },
          { kind: 'fusion', level: 'L4/L5', on: '2023' },
        ],
        hopes: 'to sit through a meal with my family,\nand to work half days again',
      },
    },
  ],
  [6, { type: 'imaging.ordered', data: { modality: 'mri', region: 'lumbar' } }],
  [
    10,
    {
      type: 'programme.given',
      data: { exercises: [{ what: 'bridging', timesADay: 2, daysAWeek: 5 }], by: 'physiotherapist' },
    },
  ],
  [
    20,
    {
      type: 'imaging.reported',
      data: { modality: 'mri', region: 'lumbar', finding: 'scar', text: 'Scar about the left L5 root, no new disc.' },
    },
  ],
  // Better for three weeks, and sleepy: then as before. Once a sign at night.
  [
    21,
    {
      says: {
        ...given('side-effects', 2, 1, 0, 0, 0, 0, 0),
        ...given('peg', 5, 5, 5),
        ...given('red-flags', 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0),
      },
    },
  ],
  [23, { says: given('red-flags', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) }],
  [40, { says: { ...given('side-effects', 0, 0, 0, 0, 0, 0, 0), ...given('peg', 8, 8, 8) } }],
  [
    22,
    { type: 'session.booked', data: { session: 'ninth', purpose: 'therapy', at: Date.parse('2026-12-14T15:00:00Z') } },
  ],
  [25, { type: 'session.missed', data: { session: 'ninth', reason: 'the bus did not come' } }],
  [30, { type: 'medication.reviewed', data: { classes: ['pregabalin', 'paracetamol'], weighed: [] } }],
  [
    120,
    { type: 'treatment.added', data: { class: 'opioid', agent: 'tapentadol', as: 'add-on', startedOn: '2027-03-20' } },
  ],
  [121, { type: 'score.entered', data: { instrument: 'mme', total: 60, version: 'CDC 2022' } }],
  [122, { type: 'adverse-event.recorded', data: { of: 'procedure', severity: 'mild', text: 'headache for two days' } }],
]);

const linesOf = (packet: Packet, id: string): string[] =>
  packet.sections.find((section) => section.id === id)?.lines.map(({ text }) => text) ?? [];

describe('the evidence of a patient whom nothing has helped', () => {
  it.each([
    // A line of JSON for each line, so that a difference is read at once.
    [
      'data.txt',
      `${everything.sections.flatMap(({ id, lines }) => [id, ...lines.map((line) => JSON.stringify(line))]).join('\n')}\n`,
    ],
    ['text.txt', `${evidenceText(everything)}\n`],
  ])('is told as in golden/%s', (name, text) => {
    if (process.env.GOLDEN === 'write') writeFileSync(golden(name), text);
    const before = existsSync(golden(name)) ? readFileSync(golden(name), 'utf8') : '';

    expect(text.split('\n')).toEqual(before.split('\n'));
  });

  it('shows both sides and what is missing beside criteria that are met', () => {
    const question = linesOf(everything, 'question');

    expect(question.filter((text) => text.startsWith('For and against: '))).toHaveLength(2);
    expect(question.filter((text) => text.startsWith('Conservative care, '))).toHaveLength(4);
    expect(linesOf(everything, 'missing')).toContain('whether pregabalin was taken as agreed');
  });
});

describe('the evidence of version 3', () => {
  it('says what became of the relief of an injection, and on which day that was read', () => {
    const lost = 'the relief of an injection is lost at ten weeks, and somebody is told';
    const [before] = linesOf(told(lost, 70, [], 3), 'procedures');
    const [after] = linesOf(told(lost, 110, [], 3), 'procedures');

    expect(before).toMatch(/14 d 4 .* relief 50 %\); 6 wk 4 .*; 12 wk not due before .*; relief held at 6 wk$/);
    expect(after).toMatch(/12 wk 5 .* relief 38 %\); relief lost at 12 wk$/);
  });

  it('tells apart who does not want a block and who cannot take part', () => {
    const unable = linesOf(told('a fall makes the block impossible', 23, [], 3), 'sessions');
    const declined = linesOf(
      told('the block is declined after three sessions, and a clinician is asked what then', 43, [], 3),
      'sessions',
    );

    expect(unable).toContainEqual(expect.stringMatching(/^Posture and core strength: the patient cannot take part, /));
    expect(declined).toContainEqual(expect.stringMatching(/^Posture and core strength: declined, /));
  });
});

describe('of what is not there it', () => {
  const empty = told('silence throughout', 60, []);

  it('never says “none”: nobody may have asked', () => {
    expect(JSON.stringify(empty.sections.map(({ lines }) => lines.map(({ text }) => text)))).not.toMatch(/\bnone\b/i);
    expect(linesOf(empty, 'mood')).toContain('Item 9 of PHQ-9: asked on 21 Nov 2026, not answered: not known');
    expect(linesOf(empty, 'red-flags')[0]).toMatch(/^Warning signs: asked on .*, not answered$/);
    expect(linesOf(empty, 'imaging')).toEqual(['No imaging is recorded here.']);
    expect(linesOf(empty, 'missing')).toEqual(
      expect.arrayContaining(['imaging', 'Item 9 of PHQ-9', 'warning signs', 'earlier operations']),
    );
  });

  it('does not say that a medicine is taken because nobody recorded a stop', () => {
    const begun = { class: 'opioid', agent: 'tapentadol', as: 'add-on', startedOn: '2026-11-25' } as const;
    const added: [number, Bare] = [5, { type: 'treatment.added', data: begun }];
    const listed = (day: number, classes: string[]): [number, Bare] => [
      day,
      { type: 'medication.reviewed', data: { classes } },
    ];
    const tapentadol = (...lists: [number, Bare][]): string | undefined =>
      linesOf(told('silence throughout', 16, [added, ...lists]), 'medicines').find((text) => /tapentadol/.test(text));

    expect(tapentadol()).toMatch(/ – no stop recorded: /);
    expect(tapentadol()).not.toMatch(/still taken| – now/);
    expect(tapentadol(listed(8, ['opioid']))).toMatch(/no stop recorded: .*; on the list of 28 Nov 2026/);
    expect(tapentadol(listed(8, ['opioid']), listed(9, []))).toMatch(
      /no stop recorded: .*; not on the list of 29 Nov 2026/,
    );
  });

  it('names the conditions for entry that nobody answered, and keeps what a later history leaves out', () => {
    const packet = told('silence throughout', 60, [
      [
        3,
        { type: 'history.recorded', data: { previousOperations: 1, cause: 'scar', conditions: { referral: 'yes' } } },
      ],
      [4, { type: 'history.recorded', data: { previousOperations: 1, conditions: { 'three-months': 'no' } } }],
      [5, { type: 'history.recorded', data: { previousOperations: 2 } }],
    ]);

    expect(linesOf(packet, 'history')[1]).toMatch(
      /^History: cause scar; pain sites not recorded; three months: no; after spinal surgery: not recorded/,
    );
    expect(linesOf(packet, 'missing').join()).toContain('whether the pain goes on after spinal surgery');
    expect(linesOf(packet, 'operations').join()).toContain('Earlier: 2');
  });

  it('asks for no outcome of a session that is still to come', () => {
    const booked = (id: string, on: string): Bare => ({
      type: 'session.booked',
      data: { session: id, purpose: 'therapy', at: Date.parse(`${on}T15:00:00Z`) },
    });
    const packet = told('silence throughout', 60, [
      [20, booked('past', '2026-12-20')],
      [20, booked('ahead', '2027-03-20')],
    ]);

    expect(linesOf(packet, 'sessions').join()).toMatch(/1 still to come, 1 without a recorded outcome/);
  });

  it('gives no value to item 9 where it was skipped', () => {
    const skipped = told('nothing helps', 5, [
      [0, { says: { 'phq-9': { '1': 1, '2': 1, '3': 1, '4': 1, '5': 0, '6': 0, '7': 0, '8': 0, '9': null } } }],
    ]);

    expect(linesOf(skipped, 'mood')[0]).toMatch(
      /^Item 9 of PHQ-9: skipped on 2\d Nov 2026, never answered: not known$/,
    );
    const [first] = skipped.sections.find(({ id }) => id === 'mood')?.lines ?? [];
    expect(first?.data).toMatchObject({ value: null });
  });

  it('calls a change of RMDQ from below 4 too low to show', () => {
    const low = told('nothing helps', 60, [
      [
        0,
        {
          says: {
            'rmdq-24': Object.fromEntries(
              Array.from({ length: 24 }, (_, item) => [String(item + 1), item < 3 ? 1 : 0]),
            ),
          },
        },
      ],
    ]);

    expect(linesOf(low, 'instruments').find((text) => text.startsWith('RMDQ-24'))).toMatch(
      /cannot tell, the first value is too low to show change/,
    );
  });
});
