import { latestEnd } from '../../escalation/hold-ends';
import { choicesOf, gateOf, trackOf } from '../../pathway/lookup';
import { trackTitle } from '../../telling/position';
import { capital } from '../../telling/fact-titles';
import { destinationText } from '../../telling/phrases';
import type { Form } from '../field';
import { optionOf } from '../words';

type Types =
  | 'psychology.assessed'
  | 'psychology.requested'
  | 'programme.given'
  | 'therapy.declined'
  | 'call.made'
  | 'stage.bypassed'
  | 'enrolment.transferred'
  | 'enrolment.accepted'
  | 'decision.made'
  | 'enrolment.paused'
  | 'enrolment.resumed'
  | 'enrolment.withdrawn'
  | 'patient.died'
  | 'patient.admitted'
  | 'patient.discharged'
  | 'consent.changed';

export const courseForms = {
  'psychology.assessed': { group: 'psychology' },
  'psychology.requested': { group: 'psychology' },
  'programme.given': { group: 'visits' },
  'therapy.declined': {
    group: 'visits',
    offers: ({ rules }) => {
      const blocks = rules.pathway.tracks.flatMap(({ stages }) =>
        stages.filter(({ kind }) => kind === 'therapy-block' || kind === 'rehabilitation'),
      );
      const options = blocks.map(({ id, title }) => optionOf(id, title));
      return [{ ask: { stage: { kind: 'choice', label: 'Which one; therapy at all where none is named', options } } }];
    },
  },
  'call.made': {
    group: 'calls',
    offers: () => [
      {
        ask: {
          outcome: { label: 'What came of it' },
          spokeWith: { required: true, when: { field: 'outcome', values: ['reached'] } },
          task: { leftOut: true },
          text: { label: 'What was said' },
        },
      },
    ],
  },
  'decision.made': {
    group: 'course',
    offers: ({ rules, seats }) =>
      seats.flatMap(({ track, stage }) => {
        const gate = track.gate && gateOf(stage, track.gate.gate);
        if (!gate) return [];
        const options = choicesOf(gate).map(({ choice, says, to }) =>
          optionOf(choice, `${capital(says)}: ${destinationText(trackOf(rules, track.track), to)}`),
        );
        return [
          {
            id: gate.id,
            about: gate.question,
            expected: true,
            fixed: { gate: gate.id },
            ask: { choice: { kind: 'choice' as const, options } },
          },
        ];
      }),
  },
  'stage.bypassed': {
    group: 'course',
    offers: ({ seats }) => {
      const options = seats.map(({ track }) => optionOf(track.track, trackTitle(track.track)));
      return [{ ask: { track: { kind: 'choice', options } } }];
    },
  },
  'enrolment.paused': {
    group: 'course',
    offers: ({ now }) => [{ ask: { until: { max: latestEnd('pause', now) } } }],
  },
  'enrolment.resumed': { group: 'course' },
  'enrolment.transferred': { group: 'course' },
  'enrolment.accepted': { group: 'course' },
  'enrolment.withdrawn': { group: 'course' },
  'patient.admitted': {
    group: 'person',
    offers: ({ now }) => [{ ask: { reviewAt: { max: latestEnd('admission', now) } } }],
  },
  'patient.discharged': {
    group: 'person',
    offers: ({ state }) => (state.admission === null ? [] : [{}]),
  },
  'consent.changed': { group: 'person' },
  'patient.died': { group: 'person', offers: ({ state }) => (state.ended?.reason === 'died' ? [] : [{}]) },
} satisfies { [T in Types]: Form<T> };
