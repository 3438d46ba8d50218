import { dateText, read, readWords, type Words } from '../telling/entry-words';
import { anyKeyOf, clinical } from '../words/authority';
import { adverseOf, conditionAnswers, severities } from '../words/choices';
import type { EventOf } from '../words/event';
import { type JournalEntry, type Refusal, refused } from '../words/effect';
import { byAnybody, duringCare, type Group } from './fact';
import { count, dataOf, day, listOf, note as noteField, notLater, oneOf, reason, word } from './fields';
import { addTaking, refuseClass } from '../medicines/taken';
import { kindOf, seatsOf } from '../stages/registry';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import { eventRule, note, type Work } from '../step/work';

// What no stage waits for, and what can call somebody: whoever hears of it writes it down.

export const treatmentFacts = {
  'programme.given': {
    ...byAnybody,
    data: () =>
      dataOf({
        exercises: listOf(
          dataOf({
            what: word('the exercise, such as bridging'),
            timesADay: count.min(1, 'Give at least once a day.').max(24),
            daysAWeek: count.min(1, 'Give at least one day a week.').max(7),
          }),
          'the exercises',
        ),
        by: word('who gave it, by profession, such as physiotherapist'),
        note: noteField('what else was agreed').optional(),
      }),
    texts: ['note'],
    example: { exercises: [{ what: 'bridging', timesADay: 2, daysAWeek: 7 }], by: 'physiotherapist' },
    refuse: null,
    take: (work, event, at) => {
      const inputs = [
        { name: 'exercises', value: event.data.exercises.length },
        { name: 'by', value: event.data.by },
      ];
      note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
    },
    told: (entry) => `Programme for home given: ${read(entry, 'exercises')} exercises, by ${read(entry, 'by')}.`,
  },
  'therapy.declined': {
    ...byAnybody,
    data: () =>
      dataOf({
        stage: word('the block, such as first-block').optional(),
        as: oneOf(['declined', 'unable']).optional(),
        reason: reason(),
      }),
    texts: ['reason'],
    example: { reason: 'x' },
    refuse: (rules, _state, { data }) => refuseStage(therapiesOf(rules), data.stage),
    take: (work, event, at) => {
      const unable = event.data.as === 'unable' && { unable: true as const };
      decline(work, { stage: event.data.stage ?? null, at, ...unable }, event, at);
    },
    told: (entry, _zone, words) =>
      `Therapy ${read(entry, 'as') === 'unable' ? 'not possible' : 'declined'}${declinedOf(entry, words)}.`,
  },
  'treatment.declined': {
    ...byAnybody,
    data: () =>
      dataOf({
        class: word('the class of the medicine, such as gabapentin').optional(),
        stage: word('the treatment by its stage, such as injection').optional(),
        reason: reason(),
      }).refine(
        (data) => (data.class === undefined) !== (data.stage === undefined),
        'Give the class of the medicine, or the stage: one of the two.',
      ),
    texts: ['reason'],
    example: { stage: 'injection', reason: 'x' },
    refuse: (rules, _state, { data }) =>
      refuseClass(rules, data.class) ?? refuseStage(stagesOf(rules), data.class === undefined ? data.stage : undefined),
    take: (work, event, at) => {
      const { class: name, stage = null } = event.data;
      decline(work, name === undefined ? { stage, at } : { class: name, at }, event, at);
    },
    told: (entry, _zone, words) => `Declined${declinedOf(entry, words)}.`,
  },
  'treatment.added': {
    ...duringCare,
    who: anyKeyOf(clinical),
    data: ({ today }) =>
      dataOf({
        class: word('the class of the medicine, such as opioid'),
        agent: word('the medicine'),
        as: oneOf(['add-on', 'long-acting']),
        startedOn: notLater(today),
      }),
    example: { class: 'opioid', agent: 'a', as: 'long-acting', startedOn: '2020-01-01' },
    refuse: (rules, _state, { data }) => refuseClass(rules, data.class),
    take: (work, event, at) => {
      const { class: name, as, startedOn } = event.data;
      const inputs = [
        { name: 'class', value: name },
        { name: 'as', value: as },
        { name: 'from', value: startedOn },
      ];
      note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
      addTaking(work, name, startedOn, at);
    },
    told: (entry) =>
      `Medicine added: ${readWords(entry, 'class')}, ${readWords(entry, 'as')}, from ${dateText(entry, 'from')}.`,
  },
  'pregnancy.changed': {
    ...byAnybody,
    data: () => dataOf({ pregnant: oneOf(conditionAnswers), dueOn: day().optional() }),
    example: { pregnant: 'no' },
    refuse: null,
    take: (work, event, at) => {
      const { pregnant } = event.data;
      work.state.history.pregnant = { answer: pregnant, at };
      note(work, {
        at,
        what: event.type,
        rule: eventRule(event.type),
        inputs: [{ name: 'pregnant', value: pregnant }],
      });
    },
    // Medicines and procedures are looked at the same day [D]; the clinical notes name pregnancy at an NSAID and an opioid [T].
    urgent: ({ pregnant }) =>
      pregnant === 'yes' ? { rule: 'pregnancy.yes', class: 'medication', tier: 'today' } : null,
    told: (entry) => `Pregnant: ${read(entry, 'pregnant') === 'unknown' ? 'not known' : read(entry, 'pregnant')}.`,
  },
  'adverse-event.recorded': {
    ...byAnybody,
    data: () =>
      dataOf({
        of: oneOf(adverseOf),
        name: word('which medicine, procedure, operation or therapy').optional(),
        severity: oneOf(severities),
        text: noteField('what happened').optional(),
      }),
    texts: ['text'],
    example: { of: 'medicine', severity: 'mild' },
    refuse: null,
    take: (work, event, at) => {
      const { of, severity } = event.data;
      const inputs = [
        { name: 'of', value: of },
        { name: 'severity', value: severity },
      ];
      note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
    },
    // A severe side effect is somebody's work within the day, as one that the patient reports (section 5 [D]).
    urgent: ({ of, severity }) =>
      severity === 'severe'
        ? { rule: 'adverse-event.severe', class: of === 'medicine' ? 'medication' : 'spine', tier: 'today' }
        : null,
    told: (entry) => `Side effect or complication of ${read(entry, 'of')}: ${read(entry, 'severity')}.`,
  },
} satisfies Group;

/** The class of medicines, or the stage by its title; nothing where it is therapy at all. */
function declinedOf(entry: JournalEntry, words: Words): string {
  const of = (name: string): string | undefined =>
    entry.inputs.some((input) => input.name === name) ? read(entry, name) : undefined;
  const [medicine, stage] = [of('class'), of('stage')];
  if (medicine !== undefined) return `: ${readWords(entry, 'class')}`;
  return stage === undefined ? '' : `: ${words.stage(stage)}`;
}

type Declined = NonNullable<EnrolmentState['history']['declined']>[number];
type Declining = EventOf<'therapy.declined'> | EventOf<'treatment.declined'>;

/** What is not wanted is kept under its name, the last word of it; a stage that offers it hears of it. */
function decline(work: Work, one: Declined, event: Declining, at: Instant): void {
  const { history } = work.state;
  const isSame = (each: Declined): boolean =>
    'class' in one ? 'class' in each && each.class === one.class : 'stage' in each && each.stage === one.stage;
  history.declined = [...(history.declined ?? []).filter((each) => !isSame(each)), one];
  const inputs = 'class' in one ? [{ name: 'class', value: one.class }] : stageInputs(one);
  note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
  for (const seat of seatsOf(work.rules, work.state)) {
    const kind = kindOf(seat.stage.kind);
    if (kind.takes.includes(event.type)) kind.handle(work, seat, event, at);
  }
}

const stageInputs = ({ stage, unable }: Extract<Declined, { stage: unknown }>): { name: string; value: string }[] => [
  ...(stage === null ? [] : [{ name: 'stage', value: stage }]),
  ...(unable ? [{ name: 'as', value: 'unable' }] : []),
];

const stagesOf = ({ pathway }: Rules): string[] => pathway.tracks.flatMap(({ stages }) => stages.map(({ id }) => id));

/** Blocks of sessions and what keeps them up, in the order of the file. */
const therapiesOf = ({ pathway }: Rules): string[] =>
  pathway.tracks.flatMap(({ stages }) =>
    stages.flatMap(({ id, kind }) => (kind === 'therapy-block' || kind === 'rehabilitation' ? [id] : [])),
  );

/** A name that the pathway does not know would be kept and never read. */
function refuseStage(known: readonly string[], name: string | undefined): Refusal | null {
  if (name === undefined || known.includes(name)) return null;
  const are = known.length === 0 ? 'there is none' : `they are ${known.join(', ')}`;
  return refused('unknown-stage', `There is no "${name}" in this pathway to decline: ${are}.`);
}
