import { DAY } from '../../words/time';
import { longestHolds } from '../../escalation/hold-ends';
import { knownFlagFault, rulesOf } from '../../instrument/left-blank';
import { conditionsOf } from '../../stages/diagnosis/intake';
import { ruleWords } from '../../escalation/signal-words';
import { capital } from '../../telling/fact-titles';
import { dayText } from '../../telling/english';
import { localDateAt } from '../../calendar/calendar';
import { figures, may } from '../../words/authority';
import { conditionAnswers } from '../../words/choices';
import type { Field, Context, Form } from '../field';
import { optionOf, optionsOf, optionWords } from '../words';

type Types =
  | 'history.recorded'
  | 'examination.recorded'
  | 'imaging.ordered'
  | 'imaging.reported'
  | 'diagnosis.recorded'
  | 'score.entered'
  | 'flag.known'
  | 'pregnancy.changed'
  | 'adverse-event.recorded';

export const testForms = {
  'history.recorded': {
    group: 'tests',
    offers: ({ rules }) => [
      {
        ask: { levels: { kind: 'texts' } },
        more: conditionsOf(rules)
          .filter(({ by }) => by === undefined)
          .map(conditionField),
      },
    ],
  },
  'examination.recorded': { group: 'tests' },
  'diagnosis.recorded': { group: 'tests' },
  'imaging.ordered': { group: 'tests' },
  'imaging.reported': {
    group: 'tests',
    offers: ({ rules, state }) => [
      ...state.history.imaging
        .filter(({ reportedAt }) => reportedAt === null)
        .map(({ modality, region, orderedAt }) => ({
          id: `${modality}/${region}@${String(orderedAt)}`,
          about: `${optionWords(modality)}, ${region}, ordered on ${dayText(localDateAt(rules.clinic.timeZone, orderedAt))}`,
          expected: true,
          fixed: { modality, region } as { modality: 'mri'; region: string },
        })),
      { title: 'Result of imaging ordered elsewhere' },
    ],
  },
  'score.entered': { group: 'tests', offers: totals },
  'flag.known': { group: 'tests', offers: knownSigns },
  'pregnancy.changed': { group: 'tests' },
  'adverse-event.recorded': { group: 'tests' },
} satisfies { [T in Types]: Form<T> };

const conditionField = ({ id, text }: { id: string; text: string }): Field => ({
  name: `conditions.${id}`,
  kind: 'choice',
  label: capital(text),
  hint: null,
  required: false,
  requiredWhen: null,
  when: null,
  options: optionsOf(conditionAnswers),
  min: null,
  max: null,
  initial: null,
  example: null,
  fields: [],
});

/** A way for each form whose total is read off paper: each has a range of its own. */
function totals({ rules, asker }: Context) {
  return Object.values(rules.instruments).flatMap(({ id, title, entry, version, scores }) => {
    const range = entry === 'total' ? scores[0]?.total : undefined;
    const right = figures[id];
    if (range === undefined || (right !== undefined && !may(right, asker))) return [];
    const { min, max } = range;
    return [
      {
        id,
        title,
        fixed: { instrument: id, ...(range.namesVersion === true ? { version } : {}) },
        ask: {
          total: { min, max, label: `Total, ${String(min)} to ${String(max)}` },
          of: { leftOut: true as const },
          version: { leftOut: true as const },
        },
      },
    ];
  });
}

function knownSigns({ rules, now }: Context) {
  const { instruments, pathway } = rules;
  const days = Math.min(
    longestHolds['known flag'],
    ...Object.values(instruments).flatMap(({ known }) => (known === undefined ? [] : [known.atMostDays])),
  );
  const until = now + days * DAY;
  const signs = Object.values(instruments)
    .flatMap((form) => rulesOf(form))
    .filter(
      (rule) => knownFlagFault(instruments, { rule, from: now, until, reason: 'x' }, pathway.knownSigns) === null,
    );
  if (signs.length === 0) return [];
  const options = [...new Set(signs)].map((rule) => optionOf(rule, ruleWords(rule, instruments) ?? rule));
  return [{ ask: { rule: { kind: 'choice' as const, options }, until: { max: until } } }];
}
