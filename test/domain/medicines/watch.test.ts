import { localDateAt } from '../../../src/domain/calendar/calendar';
import { playStory } from '../../../src/domain/stories/story';
import type { Happening } from '../../../src/domain/stories/story-types';
import type { LocalDate } from '../../../src/domain/words/time';
import { at, type Fact, london, reachable } from '../../support/care/facts';
import { answers } from '../../support/care/shipped';
import { diagnosed, fact, playWhole, wholeRules } from '../../support/care/whole';

const rules = wholeRules({ 'opioid-trial': true }, 3);
const otherwise = {
  peg: answers(8, 8, 8),
  'rmdq-24': answers(...Array.from({ length: 24 }, () => 0)),
  pgic: answers(4),
  'phq-9': answers(0, 0, 0, 0, 0, 0, 0, 0, 0),
  'gad-7': answers(0, 0, 0, 0, 0, 0, 0),
  'phq-2': answers(0, 0),
  'gad-2': answers(0, 0),
  'home-programme': answers(5),
  'medicine-adherence': answers(7),
  'side-effects': answers(0, 0, 0, 0, 0, 0, 0),
};

const started = (doseLevel: string, on: LocalDate, name = 'gabapentin', date = on): Fact =>
  fact('medication.started', date, { class: name, agent: 'x', doseLevel, startedOn: on });
const checked = fact(
  'medication.checked',
  '2026-11-25',
  { checks: ['renal-function', 'other-sedatives', 'mood', 'driving'] },
  '10:00',
);
const trial = [...diagnosed('neuropathic'), checked, started('starting', '2026-11-25')];
const declined = (gate: string, date: string): Fact =>
  fact('decision.made', date, { gate, choice: 'decline', reason: 'x' });

/** The days on which a patient who answers at once is asked about medicines. */
function asked(facts: Fact[], until: string, more: Happening[] = []): string[] {
  const happens: Happening[] = [
    { at: at('2026-11-20', '12:00'), says: {} },
    ...[...facts.map((each) => ({ at: each.at, fact: each })), ...more].sort((a, b) => a.at - b.at),
    { at: at(until), expect: {} },
  ];
  const story = { story: 'x', enrolledAt: at('2026-11-20'), reach: reachable, outages: [], otherwise, happens };
  const { course } = playStory(rules, story);
  return course.entries
    .filter(({ what, inputs }) => what === 'check-in.opened' && inputs.some(({ value }) => isAboutMedicines(value)))
    .map(
      ({ at: opened, key }) => `${localDateAt(london, opened)}${key?.includes('opioid-safety') ? ' with a call' : ''}`,
    );
}

const isAboutMedicines = (value: unknown): boolean => String(value).includes('side-effects');

describe('a medicine that is taken', () => {
  // The last change is on 16 December: found on 6 January. The days of four weeks are 19 December, 16 January, 13 February …
  const steps = [...trial, started('target', '2026-12-16')];
  const whileFound = ['2026-12-05', '2026-12-12', '2026-12-19', '2026-12-26', '2027-01-02'];

  it('is asked about weekly while its dose is found, with what is sent that day, and then every four weeks', () => {
    expect(asked(steps, '2027-03-20')).toEqual([
      ...whileFound,
      ...['01-16', '02-13', '03-13'].map((day) => `2027-${day}`),
    ]);
  });

  it('is asked about as before when the pathway has moved on from its trial', () => {
    const onwards = [...steps, declined('after-neuropathic-trial', '2027-02-10')];

    expect(asked(onwards, '2027-05-20').slice(6)).toEqual(
      ['02-13', '03-13', '04-10', '05-08'].map((day) => `2027-${day}`),
    );
  });

  it('is asked about once more a week after its dose was changed late, and no more when it was stopped', () => {
    const late = [...steps, started('maximum-tolerated', '2027-01-27')];
    const stopped = fact('medication.stopped', '2027-02-17', { class: 'gabapentin', reason: 'x' });

    expect(asked(late, '2027-03-20').slice(6)).toEqual(['02-06', '02-13', '03-13'].map((day) => `2027-${day}`));
    expect(asked([...late, stopped], '2027-04-20').slice(6)).toEqual(['2027-02-06', '2027-02-13']);
  });

  it('is asked about a week after a change that no stage waited for', () => {
    const onwards = [...steps, declined('after-neuropathic-trial', '2027-02-10')];
    const changed = started('target', '2027-02-23');

    expect(asked(onwards, '2027-04-01', [{ at: changed.at, fact: changed, apart: true }]).slice(6)).toEqual(
      ['02-13', '03-06', '03-13'].map((day) => `2027-${day}`),
    );
  });

  it('that was begun or changed weeks before it was recorded is asked about from then on', () => {
    const before = started('target', '2026-11-20', 'gabapentin', '2026-12-22');

    expect(asked([...trial.slice(0, -1), before], '2027-01-05')).toEqual(['2026-12-26']);
  });

  it('and left without an answer is asked about again the next week, and not a month later', () => {
    const silent: Happening[] = [
      { at: at('2027-01-15', '12:00'), says: null },
      { at: at('2027-01-23', '08:00'), says: {} },
    ];

    expect(asked(steps, '2027-03-01', silent).slice(5)).toEqual(['2027-01-16', '2027-01-23', '2027-02-13']);
  });

  it('is not asked about while the patient is away, and is on the first day of the rhythm after it', () => {
    const leave = fact('enrolment.paused', '2027-01-12', { until: at('2027-02-01'), reason: 'x' });

    expect(asked([...steps, leave], '2027-03-01').slice(5)).toEqual(['2027-02-06', '2027-02-13']);
  });
});

describe('an opioid added beside another medicine', () => {
  it('is followed on days 3, 7 and 14 with a call for silence, and its questions count for the other one', () => {
    const added = fact('treatment.added', '2027-01-19', {
      class: 'opioid',
      agent: 'x',
      as: 'add-on',
      startedOn: '2027-01-19',
    });

    expect(asked([...trial, added], '2027-04-01').slice(3)).toEqual([
      '2027-01-16',
      '2027-01-22 with a call',
      '2027-01-26 with a call',
      '2027-02-02 with a call',
      '2027-02-13',
      '2027-03-13',
    ]);
  });
});

describe('before an opioid begins', () => {
  const tasks = (facts: Fact[], until: string): string[] =>
    playWhole(facts, at(until), rules).state.tasks.map(({ task }) => task);
  const onto = [
    ...diagnosed('neuropathic'),
    ...['gabapentin', 'pregabalin', 'snri', 'tricyclic'].map((name, index) =>
      fact('medication.contraindicated', '2026-11-25', { class: name, reason: 'x' }, `10:0${String(index)}`),
    ),
    fact('decision.made', '2026-11-26', { gate: 'after-neuropathic-trial', choice: 'approve', reason: 'x' }),
    fact('decision.made', '2026-11-27', { gate: 'after-second-trial', choice: 'approve', reason: 'x' }),
  ];
  const reviewed = (on: LocalDate): Fact => fact('medication.reviewed', on, { classes: ['nsaid'] }, '09:00');

  it('somebody is asked to go through the list of medicines, where nobody did so for four weeks', () => {
    expect(tasks(onto, '2026-11-28')).toContain('list-medicines');
    expect(tasks([reviewed('2026-11-23'), ...onto], '2026-11-28')).not.toContain('list-medicines');
  });

  it('it is settled by going through it, and keeps nothing from being begun', () => {
    const checkedBefore = [
      fact('medication.checked', '2026-11-28', { checks: ['ort-oud', 'prescription-register', 'goals', 'naloxone'] }),
      fact('score.entered', '2026-11-28', { instrument: 'ort-oud', total: 2 }, '11:05'),
      fact(
        'medication.started',
        '2026-11-28',
        { class: 'opioid', agent: 'x', doseLevel: 'short-acting', startedOn: '2026-11-28' },
        '11:10',
      ),
    ];
    const { state } = playWhole([...onto, ...checkedBefore], at('2026-11-29'), rules);

    expect(state.history.medicines?.taken).toMatchObject([{ class: 'opioid' }]);
    expect(tasks([...onto, reviewed('2026-11-30')], '2026-12-01')).not.toContain('list-medicines');
  });
});
