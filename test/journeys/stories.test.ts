import { join } from 'node:path';
import { loadExamples } from '../../src/catalogue/pathway/load-examples';
import type { ClinicSettings } from '../../src/domain/words/clinic';
import { differenceOf } from '../../src/domain/stories/look';
import { playStory } from '../../src/domain/stories/story';
import { evidencePacket, type Section } from '../../src/domain/telling/evidence/packet';
import { recordOf } from '../support/care/evidence-record';
import { openHouse, type House } from '../support/servers/house';
import { root } from '../support/care/shipped';
import { tellStories, unreachable, type Telling, type Told } from '../support/care/stories/story-teller';

/** Chosen for breadth: the same files, and the same expectations, as on the pure core. */
const chosen = [
  ['post-laminectomy-syndrome', 2, 'everything helps'],
  ['post-laminectomy-syndrome', 2, 'nothing helps'],
  ['post-laminectomy-syndrome', 2, 'worse after the injection'],
  ['post-laminectomy-syndrome', 2, 'item 9 at night'],
  ['post-laminectomy-syndrome', 2, 'an outage of four days'],
  ['post-laminectomy-syndrome', 3, 'a wound reddens on day 3 after a revision'],
  ['post-laminectomy-syndrome', 3, 'after a revision the patient falls silent'],
  ['post-laminectomy-syndrome', 3, 'after a revision the patient answers everything a week late'],
  ['post-laminectomy-syndrome', 3, 'after a revision the patient gets worse'],
  ['post-laminectomy-syndrome', 3, 'a trial of stimulation brings 60 % less pain'],
  ['post-laminectomy-syndrome', 3, 'an anticoagulant is not clear before the injection, and then managed'],
  ['post-laminectomy-syndrome', 3, 'a new MRI while surgery is considered gives time to read it'],
  ['post-laminectomy-syndrome', 3, 'two sessions are missed one after the other, and somebody rings'],
  ['post-laminectomy-syndrome', 3, 'an opioid is added beside pregabalin, and the patient falls silent'],
  ['post-laminectomy-syndrome', 3, 'a severe side effect is reported at night, and whoever is on duty is told then'],
  ['post-laminectomy-syndrome', 3, 'imaging finds a recurrent disc while a medicine is tried'],
  ['post-laminectomy-syndrome', 3, 'a programme for home is given, and a medicine declined'],
  ['knee-osteoarthritis', 1, 'silence throughout'],
] as const;

/** Those of which the evidence is read as well. */
const withEvidence = [
  'nothing helps',
  'worse after the injection',
  'a wound reddens on day 3 after a revision',
  'after a revision the patient answers everything a week late',
  'a trial of stimulation brings 60 % less pain',
];

describe('stories through HTTP and the real engine', () => {
  let house: House;
  let told: Told[] = [];
  beforeAll(async () => {
    house = await openHouse({
      at: Date.parse('2026-11-20T09:59:00Z'),
      respond: ({ to }) =>
        to.some((each) => unreachable.has(each)) ? { code: 451, text: 'try again later' } : 'accept',
    });
    const { settings } = await house.store.db.selectFrom('clinic').select('settings').executeTakeFirstOrThrow();
    const tellings = chosen.map(([pathway, version, name]) => tellingOf(house, settings, pathway, version, name));
    told = await tellStories(house, tellings);
  }, 1_200_000); // under three minutes on a quiet machine; a busy one takes several times as long
  afterAll(() => house.close());

  it.each(chosen)('%s v%i: %s', (pathway, version, name) => {
    const one = told.find(({ telling }) => telling.pathway === pathway && telling.story.story === name);

    if (one?.failed) throw one.failed;
    const differences = one?.looks.flatMap((look) => differenceOf(look, name, 'Europe/London') ?? []) ?? [];
    if (differences.length > 0) throw new Error(differences.join('\n\n'));
    expect(one?.telling.version).toBe(version);
    expect(one?.looks).toHaveLength(one?.telling.played.looks.length ?? 0);
  });

  it.each(chosen.filter(([, , name]) => withEvidence.includes(name)))(
    '%s v%i: %s: the evidence is that of the facts, at each look',
    (pathway, _version, name) => {
      const one = told.find(({ telling }) => telling.pathway === pathway && telling.story.story === name);
      const { story, played } = one?.telling ?? {};
      if (!one || !story || !played) throw new Error(`“${name}” was not told`);

      for (const { at, sections } of one.evidence) {
        const happens = story.happens.filter((each) => each.at <= at);
        const packet = evidencePacket(recordOf(playStory(played.course.rules, { ...story, happens }), 'Dr Lee'));
        expect(linesOf(sections)).toEqual(linesOf(packet.sections));
      }
      expect(one.evidence).toHaveLength(one.looks.length);
    },
  );
});

/** The same lines from rows that went through HTTP as from the facts alone; who it is is another matter. */
function linesOf(sections: readonly Section[]): string[] {
  return sections
    .filter(({ id }) => id !== 'identity')
    .flatMap(({ id, lines }) =>
      lines.map(({ text, sources }) => `${id} [${sources.map(({ of }) => of).join(' ')}] ${text}`),
    );
}

function tellingOf(house: House, settings: ClinicSettings, pathway: string, version: number, name: string): Telling {
  const file = join(root, 'pathways', pathway, 'examples', `v${String(version)}.yaml`);
  const story = loadExamples(file, house.catalogue.instruments).stories.find((each) => each.story === name);
  if (!story) throw new Error(`There is no story “${name}” in ${pathway} v${String(version)}.`);
  const rules = house.rules({ id: pathway, version }, settings);
  return { pathway, version, story, played: playStory(rules, story) };
}
