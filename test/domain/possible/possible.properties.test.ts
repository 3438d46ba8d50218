import fc from 'fast-check';
import { patientEventContract, staffEventContract } from '../../../api/contracts/event';
import { localDateAt } from '../../../src/domain/calendar/calendar';
import { refusal, rowOf } from '../../../src/domain/facts/table';
import type { PossibleFact } from '../../../src/domain/possible/field';
import { dataFrom } from '../../../src/domain/possible/narrow';
import { formOf, whatIsPossible } from '../../../src/domain/possible/possible';
import { kindOf } from '../../../src/domain/stages/registry';
import { digest } from '../../../src/domain/step/digest';
import type { Rules } from '../../../src/domain/step/rules';
import type { DomainEvent } from '../../../src/domain/words/event';
import { stageKindNames } from '../../../src/domain/words/choices';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { DAY, HOUR } from '../../../src/domain/words/time';
import { at, type Fact, london, numbered } from '../../support/care/facts';
import { filled, oneOf, posted, whimsOf, type Whim } from '../../support/care/filled-forms';
import { diagnosed, fact, injected, playWhole, towardsInjection, wholeRules } from '../../support/care/whole';

// Whoever fills a form in by its own options is never refused: walked through the offered pathway at random, wherever it leads.

const rules: Rules = wholeRules({ 'opioid-trial': true, injection: true }, 3);
const clinician = { role: 'clinician', staffId: 'lee' } as const;

type Walk = { state: EnrolmentState; now: number; stages: Set<string>; faults: string[] };

const impossible = (names: string[], date: string): Fact[] =>
  names.map((name, index) =>
    fact('medication.contraindicated', date, { class: name, reason: 'x' }, `10:${String(10 + index)}`),
  );
const decided = (gate: string, date: string, choice = 'approve'): Fact =>
  fact('decision.made', date, { gate, choice, reason: 'x' });
const neuropathic = ['gabapentin', 'pregabalin', 'snri', 'tricyclic'];
const towardsSecond = [
  ...diagnosed('neuropathic'),
  ...impossible(neuropathic, '2026-11-25'),
  decided('after-neuropathic-trial', '2026-11-26'),
];

/** From where the walks begin, so that few of them come everywhere. */
const starts: Record<string, Fact[]> = {
  'the beginning': [],
  'a trial': diagnosed('neuropathic'),
  'a block': diagnosed('axial'),
  'the second trial': towardsSecond,
  'the opioid trial': [
    ...towardsSecond,
    ...impossible(['snri'], '2026-11-27'),
    decided('after-second-trial', '2026-11-30'),
  ],
  'an injection': towardsInjection,
  'what follows an injection': [...towardsInjection, ...injected('2026-12-01')],
  'the review': diagnosed('structural'),
};

const begun = (facts: Fact[]): Walk => {
  const { state } = playWhole(facts, Math.max(at('2026-12-02'), (facts.at(-1)?.at ?? 0) + HOUR), rules);
  return { state, now: state.now + HOUR, stages: new Set(), faults: [] };
};

/** Why it would be answered 422 or 409; null: it is taken, and this is what becomes of it. */
function record(walk: Walk, possible: PossibleFact, data: Record<string, unknown>): string | null {
  const { state, now } = walk;
  const body = { type: possible.type, data: posted(possible, data) };
  const today = localDateAt(london, now);
  const hours = { promptHours: { from: '00:00', to: '24:00' } };
  const moment = { now, today, ...hours, isMailbox: () => true, zones: null, staff: null };
  const contract = possible.of === 'patient' ? patientEventContract(moment) : staffEventContract(moment);
  const read = contract.safeParse(body);
  if (!read.success) return `422 ${JSON.stringify(read.error.issues)}`;
  const [event] = numbered([{ ...read.data, at: now } as never], state.lastSeq + 1) as [DomainEvent];
  const refused = refusal(rules, state, event);
  if (refused) return `409 ${refused.message}`;
  const form = formOf({ rules, state, now, asker: clinician }, event);
  if (rowOf(event.type).kept === null && JSON.stringify(inOrder(heldBy(form))) !== JSON.stringify(inOrder(event.data)))
    return `its form holds ${JSON.stringify(heldBy(form))} of ${JSON.stringify(event.data)}`;
  walk.state = digest(rules, state, [event], { now: now + 1, observed: [] }).state;
  walk.now = now + 1;
  return null;
}

/** What a form of a recorded fact would send if nothing were changed in it. */
function heldBy(form: PossibleFact | null): Record<string, unknown> {
  const fill = (form?.fields ?? []).flatMap(({ name, kind, initial }) => {
    if (initial === null) return [];
    return [[name, kind === 'yes-no' ? initial === 'yes' : initial] as const];
  });
  return dataFrom(form?.fixed ?? {}, Object.fromEntries(fill));
}

const inOrder = (data: object): unknown =>
  JSON.parse(JSON.stringify(Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1)))) as unknown;

/** One that moves a patient on is chosen more often: else nobody would ever come far. */
const moves = ['diagnosis', 'history', 'examination', 'medication', 'procedure', 'decision', 'psychology'];
const ends = ['enrolment.withdrawn', 'patient.died', 'enrolment.accepted'];

function chosen(possible: PossibleFact[], whim: Whim): PossibleFact | undefined {
  const living = whim() < 0.97 ? possible.filter(({ type }) => !ends.includes(type)) : possible;
  const leading = living.filter(({ type }) => moves.some((each) => type.startsWith(each)));
  return oneOf(whim() < 0.7 && leading.length > 0 ? leading : living, whim);
}

function walkOn(walk: Walk, whim: Whim): void {
  const possible = whatIsPossible({ rules, state: walk.state, now: walk.now, asker: clinician });
  for (const { stage } of walk.state.tracks) walk.stages.add(stage);
  const one = chosen(possible, whim);
  const data = one && filled(one, whim);
  if (one && data) {
    const fault = record(walk, one, data);
    if (fault !== null) walk.faults.push(`${one.key} ${JSON.stringify(data)}: ${fault}`);
  }
  if (whim() < 0.3) {
    walk.now += Math.ceil(whim() * 20) * DAY;
    walk.state = digest(rules, walk.state, [], { now: walk.now, observed: [] }).state;
  }
}

const seen = new Set<string>();

test.each(Object.entries(starts))(
  'what is offered and filled in by its own options is taken, from %s on',
  (_name, facts) => {
    const from = begun(facts);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const walk = { ...from, stages: new Set<string>(), faults: [] };
        const whim = whimsOf(seed);
        for (let step = 0; step < 12; step += 1) walkOn(walk, whim);
        for (const each of walk.stages) seen.add(each);
        expect(walk.faults).toEqual([]);
      }),
      { numRuns: 3, seed: 7 },
    );
  },
);

test('the walks come through every kind of stage that takes facts', () => {
  const stages = rules.pathway.tracks.flatMap((track) => track.stages);
  const kinds = new Set(stages.filter(({ id }) => seen.has(id)).map(({ kind }) => kind));
  expect(stageKindNames.filter((name) => kindOf(name).takes.length > 0 && !kinds.has(name))).toEqual([]);
});
