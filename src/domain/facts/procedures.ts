import { z } from 'zod';
import { dayText } from '../telling/english';
import { dateText, read, readWords, worded } from '../telling/entry-words';
import { openTrial, takeTrialResult, trialResultText } from '../stages/follow-up/stimulator-trial';
import { refusePerformedApart, siteInputs, takePerformedApart } from '../stages/procedure/performed';
import type { Rules } from '../step/rules';
import { eventRule, note, type Work } from '../step/work';
import { anyKeyOf, clinical, personOf } from '../words/authority';
import { type JournalEntry, type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import { checkResults, operationKinds, sides } from '../words/choices';
import { byAnybody, byStage, type Group } from './fact';
import { preparation } from './sessions';
import {
  asking,
  checks,
  count,
  dataOf,
  day,
  level,
  note as noteField,
  notLater,
  oneOf,
  reason,
  word,
  yesOrNo,
} from './fields';

const site = {
  kind: word('the kind of procedure'),
  region: word('the region, such as lumbar'),
  side: oneOf(sides),
};

const looked = byStage<'procedure.checked'>({
  take: (work, { type, data: { checks: names = [] } }, at) => {
    if (names.length === 0) return;
    note(work, { at, what: type, rule: eventRule(type), inputs: [{ name: 'checks', value: names.join(', ') }] });
  },
});

const siteText = (entry: JournalEntry): string =>
  `${readWords(entry, 'kind')}, ${readWords(entry, 'region')}, ${readWords(entry, 'side')}`;
/** What somebody went past is said where it is told. */
const passedText = ({ inputs }: JournalEntry): string =>
  inputs
    .filter(({ name }) => name === 'although not clear' || name === 'not looked at')
    .map(({ name, value }) => `, ${name}: ${worded(String(value))}`)
    .join('');

export const procedureFacts = {
  'procedure.ordered': {
    ...byStage<'procedure.ordered'>({
      take: (work, event, at) => {
        const inputs = siteInputs(event.data, event.data.plannedOn);
        note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
      },
    }),
    who: anyKeyOf(clinical),
    data: () =>
      dataOf({
        ...site,
        indication: word('the indication, such as radicular'),
        concordantImaging: yesOrNo,
        conservativeWeeks: count,
        plannedOn: day(),
        technique: word('the technique, such as transforaminal').optional(),
        preparation: preparation.optional(),
      }),
    texts: ['preparation'],
    example: {
      kind: 'epidural-steroid',
      region: 'lumbar',
      side: 'left',
      indication: 'radicular',
      concordantImaging: true,
      conservativeWeeks: 6,
      plannedOn: '2026-12-01',
    },
    told: (entry) => `Ordered: ${siteText(entry)}, planned for ${dateText(entry, 'on')}.`,
  },
  'procedure.checked': {
    ...looked,
    who: anyKeyOf(clinical),
    data: () =>
      dataOf({
        checks: checks.optional(),
        check: word('the check, such as anticoagulant').optional(),
        result: oneOf(checkResults).optional(),
        note: noteField('what was found, or how it was managed').optional(),
      })
        .refine(
          ({ checks: all, check, result }) =>
            all === undefined
              ? check !== undefined && result !== undefined
              : check === undefined && result === undefined,
          'Give one check with its result, or only the names of the checks that were made.',
        )
        .refine(({ result, note: how }) => result !== 'managed' || how !== undefined, {
          path: ['note'],
          message: 'Say how it was managed.',
        }),
    texts: ['note'],
    example: { checks: ['anticoagulant'] },
    refuse: refuseCheck,
    take: takeCheck,
    told: (entry) =>
      entry.inputs.some(({ name }) => name === 'checks')
        ? `Looked at before the procedure: ${readWords(entry, 'checks')}.`
        : `Check before a procedure: ${entry.inputs.map(({ name, value }) => `${worded(name)} ${worded(String(value))}`).join(', ')}.`,
  },
  'procedure.performed': {
    ...byStage<'procedure.performed'>({ refuse: refusePerformedApart, take: takePerformedApart }),
    who: anyKeyOf(clinical),
    data: ({ today }) =>
      dataOf({
        ...site,
        guidance: word('the guidance, such as fluoroscopy'),
        performedOn: notLater(today),
        override: reason('why it was done although a check was not clear').optional(),
      }),
    texts: ['override'],
    // Whoever goes past a check can be asked about it: no program may.
    whoFor: (data) => ('override' in data ? personOf(clinical) : undefined),
    example: {
      kind: 'epidural-steroid',
      region: 'lumbar',
      side: 'left',
      guidance: 'fluoroscopy',
      performedOn: '2020-01-01',
    },
    told: (entry) => `Done: ${siteText(entry)}, on ${dateText(entry, 'on')}${passedText(entry)}.`,
  },
  'procedure.refused': {
    ...byStage<'procedure.refused'>({
      take: (work, event, at) => {
        const inputs = [{ name: 'by', value: event.data.by }];
        note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
      },
    }),
    who: anyKeyOf(clinical),
    data: () => dataOf({ by: oneOf(['patient', 'clinician']), reason: reason() }),
    example: { by: 'patient', reason: 'x' },
    told: (entry) => `The procedure is not done (decided by the ${read(entry, 'by')}).`,
  },
  'surgery.performed': {
    ...byAnybody,
    data: ({ today }) =>
      dataOf({
        kind: oneOf(operationKinds),
        level,
        on: notLater(today),
        complication: noteField('what went wrong').optional(),
      }),
    texts: ['complication'],
    example: { kind: 'revision', level: 'L4/L5', on: '2020-01-01' },
    refuse: refuseOperation,
    take: takeOperation,
    told: (entry) =>
      `Operation: ${readWords(entry, 'kind')}, ${read(entry, 'level')}, on ${dateText(entry, 'on')}${entry.inputs.some(({ name }) => name === 'complication') ? ', with a complication' : ''}.`,
  },
  'stimulator-trial.reported': {
    ...byAnybody,
    data: () =>
      dataOf({
        reliefPercent: z
          .int({ error: asking('how much less pain there was, in per cent') })
          .min(0)
          .max(100),
        text: noteField('what was found').optional(),
      }),
    texts: ['text'],
    example: { reliefPercent: 60 },
    refuse: (_rules, state) =>
      openTrial(state)
        ? null
        : refused('no-trial', 'No trial of a stimulator waits for its result: record surgery.performed first.'),
    take: takeTrialResult,
    told: trialResultText,
  },
} satisfies Group;

type Checked = EventOf<'procedure.checked'>;

/** Names of what was looked at are for the procedure that waits for them; what was found is known from then on. */
function refuseCheck(rules: Rules, state: EnrolmentState, event: Checked): Refusal | null {
  const { check } = event.data;
  if (check === undefined) return null;
  const known = checksOf(rules);
  if (known.includes(check)) return null;
  const are = known.length === 0 ? 'this pathway asks for none' : `they are ${known.join(', ')}`;
  return refused('unknown-check', `"${check}" is no check before a procedure: ${are}.`);
}

function takeCheck(work: Work, event: Checked, at: Instant): void {
  const { check, result } = event.data;
  if (check !== undefined && result !== undefined) {
    const { history } = work.state;
    history.checks = { ...history.checks, [check]: { result, at } };
    note(work, { at, what: event.type, rule: eventRule(event.type), inputs: [{ name: check, value: result }] });
  }
  looked.take(work, event, at);
}

const checksOf = ({ pathway }: Rules): string[] => [
  ...new Set(
    pathway.tracks.flatMap(({ stages }) => stages.flatMap((stage) => (stage.kind === 'procedure' ? stage.checks : []))),
  ),
];

function takeOperation(work: Work, event: EventOf<'surgery.performed'>, at: Instant): void {
  const { kind, level: where, on, complication } = event.data;
  const { history } = work.state;
  history.operations = [...(history.operations ?? []), { kind, level: where, on, recordedAt: at }];
  const wrong = complication === undefined ? [] : [{ name: 'complication', value: 'yes' }];
  const inputs = [{ name: 'kind', value: kind }, { name: 'level', value: where }, { name: 'on', value: on }, ...wrong];
  note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
}

/** The same again on one day is a second record of it, and would ask everything twice. */
function refuseOperation(_rules: Rules, state: EnrolmentState, { data }: EventOf<'surgery.performed'>): Refusal | null {
  const known = (state.history.operations ?? []).some(
    ({ kind, level: where, on }) => kind === data.kind && where === data.level && on === data.on,
  );
  if (!known) return null;
  return refused('already-recorded', `A ${data.kind} of ${data.level} on ${dayText(data.on)} is recorded already.`);
}
