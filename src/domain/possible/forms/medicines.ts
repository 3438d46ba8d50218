import { latestEnd } from '../../escalation/hold-ends';
import { askedPrompts } from '../../medicines/prompts';
import { classesOf } from '../../medicines/taken';
import { isIn, type Seat } from '../../stages/kind';
import { earliestStart } from '../../stages/medication-trial/verdict';
import { todayOf } from '../../step/work';
import type { Context, Form, Offer } from '../field';
import { optionOf, optionsOf, optionWords } from '../words';

// Medicines by class, in the words of the pathway. What is in question is the stage's to say; here it is only put into forms.

type Types =
  | 'medication.started'
  | 'medication.stopped'
  | 'medication.checked'
  | 'medication.contraindicated'
  | 'medication.reviewed'
  | 'prompt.snoozed'
  | 'taper.reviewed'
  | 'treatment.added'
  | 'treatment.declined';

export const medicineForms = {
  'medication.started': { group: 'medicines', offers: starts },
  'medication.stopped': {
    group: 'medicines',
    offers: (context) => [
      { ask: { class: { kind: 'choice', required: true, options: optionsOf(takenNow(context)) } } },
    ],
  },
  'medication.checked': {
    group: 'medicines',
    offers: (context) =>
      trialSeats(context).flatMap(({ stage, own }) =>
        stage.checks === undefined || own.trial?.stoppedOn === null
          ? []
          : [
              {
                id: stage.id,
                about: stage.title,
                expected: stage.checks.some((check) => own.checked?.includes(check) !== true),
                ask: { checks: { kind: 'choices' as const, options: optionsOf(stage.checks) } },
              },
            ],
      ),
  },
  'medication.contraindicated': {
    group: 'medicines',
    offers: ({ rules, state }) => [
      {
        ask: {
          class: {
            kind: 'choice',
            options: optionsOf(classesOf(rules).filter((name) => !state.history.contraindicated.includes(name))),
          },
        },
      },
    ],
  },
  'medication.reviewed': {
    group: 'medicines',
    offers: (context) => {
      const classes = context.rules.pathway.medicines?.classes;
      if (classes === undefined) return [];
      const onTrial = trialSeats(context).flatMap(({ own }) =>
        own.trial?.stoppedOn === null ? [own.trial.class] : [],
      );
      const options = optionsOf(classes).map((option) => ({ ...option, always: onTrial.includes(option.value) }));
      return [
        {
          ask: {
            classes: {
              kind: 'choices',
              required: true,
              options,
              hint: 'What is not ticked is then known as not taken.',
            },
            weighed: { kind: 'choices', options: optionsOf(classes) },
          },
        },
      ];
    },
  },
  'prompt.snoozed': {
    group: 'medicines',
    offers: ({ rules, state, now }) =>
      askedPrompts(rules, state, now).map(({ id, text, hard }) => ({
        id,
        about: text,
        fixed: { prompt: id },
        ask: { until: { max: latestEnd(hard ? 'hard snooze' : 'snooze', now) } },
      })),
  },
  'taper.reviewed': { group: 'medicines' },
  'treatment.added': {
    group: 'medicines',
    offers: ({ rules }) => [{ ask: { class: { kind: 'choice', options: optionsOf(classesOf(rules)) } } }],
  },
  'treatment.declined': {
    group: 'medicines',
    offers: ({ rules }) => [
      {
        id: 'class',
        title: 'Medicine declined',
        ask: {
          class: { kind: 'choice', required: true, options: optionsOf(classesOf(rules)) },
          stage: { leftOut: true },
        },
      },
      {
        id: 'stage',
        title: 'Treatment declined',
        ask: {
          class: { leftOut: true },
          stage: {
            kind: 'choice',
            required: true,
            options: rules.pathway.tracks.flatMap(({ stages }) => stages.map(({ id, title }) => optionOf(id, title))),
          },
        },
      },
    ],
  },
} satisfies { [T in Types]: Form<T> };

type TrialSeat = Seat<'medication-trial'>;

const trialSeats = ({ seats }: Context): TrialSeat[] => seats.filter((seat) => isIn('medication-trial', seat));

/** Recorded as taken, the medicine of a running trial among them. */
const takenNow = (context: Context): string[] => [
  ...trialSeats(context).flatMap(({ own }) => (own.trial?.stoppedOn === null ? [own.trial.class] : [])),
  ...(context.state.history.medicines?.taken ?? []).map((each) => each.class),
];

/** A start in a trial that waits for one, another dose level in one that runs, and what is begun beside them. */
function starts(context: Context): Offer<'medication.started'>[] {
  const { rules, state, now } = context;
  const seats = trialSeats(context);
  const ofTrials = new Set(seats.flatMap(({ stage }) => stage.adequacy.map((rule) => rule.class)));
  const beside = classesOf(rules).filter((name) => !ofTrials.has(name));
  const levels = rules.pathway.tracks.flatMap(({ stages }) =>
    stages.flatMap((stage) => (stage.kind === 'medication-trial' ? stage.doseLevels : [])),
  );
  return [
    ...seats.map((seat) =>
      seat.own.trial?.stoppedOn === null ? change(seat, seat.own.trial) : start(seat, { state, now }),
    ),
    ...(beside.length === 0
      ? []
      : [
          {
            id: 'beside',
            title: 'Medicine started beside the trial',
            ask: {
              class: { kind: 'choice' as const, options: optionsOf(beside) },
              doseLevel: { kind: 'choice' as const, options: optionsOf(levels) },
              override: { lifts: true as const },
            },
          },
        ]),
  ];
}

const start = ({ stage }: TrialSeat, { state, now }: Pick<Context, 'state' | 'now'>): Offer<'medication.started'> => ({
  id: stage.id,
  title: 'Medicine started',
  about: stage.title,
  ask: {
    class: { kind: 'choice', options: optionsOf(stage.adequacy.map((rule) => rule.class)) },
    doseLevel: { kind: 'choice', options: optionsOf(stage.doseLevels) },
    startedOn: { min: earliestStart(todayOf(state, now)) },
    override: { lifts: true },
  },
});

const change = ({ stage }: TrialSeat, trial: NonNullable<TrialSeat['own']['trial']>): Offer<'medication.started'> => ({
  id: stage.id,
  title: 'Another dose level',
  about: `${optionWords(trial.class)}, ${trial.agent}`,
  fixed: { class: trial.class, agent: trial.agent },
  ask: {
    doseLevel: { kind: 'choice', options: optionsOf(stage.doseLevels) },
    startedOn: { min: trial.startedOn },
    override: { leftOut: true },
  },
});
