import { explain } from '../../../src/domain/telling/explain';
import type { Stage } from '../../../src/domain/stages/types';
import { at } from '../../support/care/facts';
import { answers, diagnosed, fact, playWhole, stageOf, towardsInjection, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const stages = rules.pathway.tracks.flatMap((track) => track.stages);
const stage = (id: string): Stage => {
  const found = stages.find((each) => each.id === id);
  if (!found) throw new Error(`v2.yaml has no stage ${id}`);
  return found;
};

describe('a contested treatment', () => {
  it.each([
    ['neuropathic-trial', true, /NICE advises against/, /recommend these medicines/],
    ['second-trial', true, /NICE advises against/, /recommend these medicines/],
    ['opioid-trial', false, /NICE advises against/, /Where one is tried/],
    ['injection', true, /strongly advises against/, /Thirty-four societies dispute it/],
  ])(
    '%s is optional (offered: %s) and shows both sides, each with its source and mark',
    (id, offered, against, other) => {
      const { optional, notices = [] } = stage(id);

      expect(optional).toMatchObject({ offered });
      expect(notices.map(({ text }) => text)).toEqual([expect.stringMatching(against), expect.stringMatching(other)]);
      for (const { source } of notices) expect(source).toMatch(/\[[FTD]\d*[a-z]?\]/);
    },
  );

  it.each(['opioid-trial', 'injection', 'neuropathic-trial'])('%s is switched by the settings of the clinic', (id) => {
    const facts = {
      'neuropathic-trial': diagnosed('neuropathic'),
      injection: towardsInjection,
      'opioid-trial': [
        ...diagnosed('neuropathic'),
        ...['gabapentin', 'pregabalin', 'snri', 'tricyclic'].map((name, minute) =>
          fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${minute}`),
        ),
        fact('decision.made', '2026-11-26', { gate: 'after-neuropathic-trial', choice: 'approve', reason: 'x' }),
        fact('medication.contraindicated', '2026-11-27', { class: 'snri', reason: 'x' }),
        fact('decision.made', '2026-11-30', { gate: 'after-second-trial', choice: 'approve', reason: 'x' }),
      ],
    }[id];
    const stageWhere = (offered: boolean) =>
      stageOf(playWhole(facts ?? [], at('2026-12-01'), wholeRules({ [id]: offered })));

    expect(stageWhere(true)).toBe(id);
    expect(stageWhere(false)).not.toBe(id);
  });

  it('shows both sides to whoever is asked whether to go there, and whether the clinic offers it', () => {
    const facts = [
      ...diagnosed('axial'),
      ...['nsaid', 'nsaid-and-paracetamol'].map((name, minute) =>
        fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${minute}`),
      ),
    ];
    const { state } = playWhole(facts, at('2026-11-26'), rules);

    expect(explain(rules, state, at('2026-11-26')).tracks[0]?.ahead).toMatchObject([
      { choice: 'approve', stage: 'neuropathic-trial', offered: true, notices: stage('neuropathic-trial').notices },
      { choice: 'decline', stage: 'injection', offered: true, notices: stage('injection').notices },
    ]);
  });
});

describe('the combined programme', () => {
  /** Exercise attended six of eight times, twice, without an effect. */
  const attended = (from: number, first: string) =>
    Array.from({ length: 6 }, (_, index) => {
      const session = `session-${from + index}`;
      const day = `${first}-${String(5 + index * 3).padStart(2, '0')}`;
      const when = at(day, '14:00');
      return [
        fact('session.booked', day, { session, purpose: 'therapy', at: when }, '10:30'),
        fact('session.attended', day, { session }, '15:00'),
      ];
    }).flat();

  it('says who it is for where it is decided, as known, not known or not so', () => {
    const facts = [
      answers('2026-11-21', { pain: 8, 'rmdq-24': 16 }),
      ...diagnosed('structural'),
      ...attended(1, '2026-12'),
      answers('2027-02-20', { pain: 8, 'rmdq-24': 16, pgic: 4 }),
      fact('decision.made', '2027-03-05', { gate: 'after-first-block', choice: 'approve', reason: 'x' }),
      ...attended(7, '2027-04'),
      answers('2027-05-29', { pain: 8, 'rmdq-24': 16, pgic: 4 }),
    ];
    const seen = playWhole(facts, at('2027-06-20'), rules).state;
    const track = explain(rules, seen, at('2027-06-20')).tracks.find((each) => each.track === 'rehabilitation');

    const [, programme] = track?.ahead ?? [];
    expect(programme).toMatchObject({ choice: 'decline', stage: 'combined-programme', offered: true });
    expect(programme?.entry?.id).toBe('entry.disability-or-distress');
    expect(programme?.entry?.says).toMatch(/^holds \(RMDQ-24 16 \(needed 14 or more\)/);
    expect(programme?.entry?.source).toMatch(/CG88 \[F28\]/);
  });
});
