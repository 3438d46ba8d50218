import { z } from 'zod';
import { anyKeyOf, care, clinical, figures, personOf } from '../words/authority';
import { byAnybody, byStage, duringCare, type Group } from './fact';
import {
  asking,
  count,
  dataOf,
  dayOrYear,
  instant,
  level,
  listOf,
  note as noteField,
  oneOf,
  reason,
  word,
} from './fields';
import { day, examinationText, historyText, read, readWords, scores } from '../telling/entry-words';
import { type Refusal, refused } from '../words/effect';
import type { EventOf } from '../words/event';
import {
  conditionAnswers,
  type Deficit,
  deficits,
  deficitSites,
  operationKinds,
  painCauses,
  painSites,
} from '../words/choices';
import type { HistoryDetail } from '../words/choices';
import type { Input } from '../words/history';
import { knownFlagFault, knownRules } from '../instrument/left-blank';
import { scoreTotal, totalFault, versionFault } from '../instrument/total';
import type { Rules } from '../step/rules';
import { addScores } from '../check-ins/history';
import { conditionsOf, lookAtIntake } from '../stages/diagnosis/intake';
import { isIn } from '../stages/kind';
import { seatsOf } from '../stages/registry';
import { tellAnswer } from '../stages/takers';
import type { EnrolmentState } from '../words/state';
import { askForBypass } from './moves';
import type { Instant } from '../words/time';
import { eventRule, note, todayOf, type Work } from '../step/work';
import { closeTasks, openTask } from '../promises/tasks';
import { recordSupport } from '../stages/psychological-support/psychological-support';
import { inputsOf } from '../words/history';

export const clinicalFacts = {
  'diagnosis.recorded': {
    ...byStage<'diagnosis.recorded'>({
      take: (work, event, at) => {
        const inputs = [{ name: 'mechanism', value: event.data.mechanism }];
        note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
      },
    }),
    who: anyKeyOf(clinical),
    data: () => dataOf({ mechanism: oneOf(['neuropathic', 'axial', 'structural', 'mixed']) }),
    example: { mechanism: 'mixed' },
    told: (entry) => `Diagnosis: ${readWords(entry, 'mechanism')} pain.`,
  },
  'history.recorded': {
    ...byAnybody,
    data: ({ today }) =>
      dataOf({
        previousOperations: count,
        conditions: z.record(word('a condition for entry'), oneOf(conditionAnswers)).optional(),
        cause: oneOf(painCauses).optional(),
        painSites: listOf(oneOf(painSites), 'where it hurts').optional(),
        levels: listOf(level, 'the levels').optional(),
        operations: listOf(
          dataOf({ kind: oneOf(operationKinds), level: level.optional(), on: dayOrYear(today).optional() }),
          'the earlier operations',
        ).optional(),
        hopes: noteField('what the patient hopes for').optional(),
      }),
    texts: ['hopes'],
    example: { previousOperations: 1 },
    refuse: refuseHistory,
    take: takeHistory,
    told: historyText,
  },
  'examination.recorded': {
    ...duringCare,
    // It can call somebody at once: whoever hears of it writes it down.
    who: anyKeyOf(care),
    data: () =>
      dataOf({
        deficit: oneOf(deficits),
        sites: listOf(dataOf({ site: oneOf(deficitSites), deficit: oneOf(deficits) }), 'the sites').optional(),
      }),
    example: { deficit: 'none' },
    refuse: null,
    take: takeExamination,
    urgent: (data) =>
      worstOf(data) === 'progressive' ? { rule: 'examination.progressive-deficit', class: 'spine', tier: 'now' } : null,
    told: examinationText,
  },
  'psychology.assessed': {
    ...byStage<'psychology.assessed'>({ take: takeAssessmentApart }),
    who: anyKeyOf(clinical),
    data: () => dataOf({ outcome: oneOf(['support', 'no-need']) }),
    example: { outcome: 'support' },
    told: (entry) =>
      `Need for psychological support assessed: ${read(entry, 'outcome') === 'support' ? 'support' : 'none needed'}.`,
  },
  'psychology.requested': {
    ...byStage<'psychology.requested'>({ take: takeRequestApart }),
    who: anyKeyOf(care),
    data: () => dataOf({}).default({}),
    example: {},
    told: () => 'The patient asked for psychological support.',
  },
  'score.entered': {
    ...byAnybody,
    whoFor: (data) =>
      'instrument' in data && Object.hasOwn(figures, String(data.instrument))
        ? figures[String(data.instrument)]
        : undefined,
    data: () =>
      dataOf({
        instrument: word('the instrument, such as odi'),
        total: z.number({ error: asking('the total') }),
        of: z
          .int({ error: asking('the points possible') })
          .min(1)
          .optional(),
        version: word('the version of the form or table').optional(),
      }),
    example: { instrument: 'odi', total: 20 },
    refuse: refuseTotal,
    take: takeTotal,
    told: (entry) => `Total of a paper form${scores(entry)}.`,
  },
  'flag.known': {
    ...duringCare,
    who: personOf(clinical),
    data: ({ now }) =>
      dataOf({
        rule: word('the safety rule, such as red-flag.night-pain'),
        until: instant.refine((value) => value > now, 'A sign is known until a time in the future.'),
        reason: reason(),
      }),
    example: { rule: 'red-flag.fever', until: '2100-01-01T09:00:00Z', reason: 'x' },
    refuse: refuseKnownFlag,
    take: takeKnownFlag,
    told: (entry, zone, words) =>
      `A sign was recorded as known until ${day(entry, 'until', zone)}${words.safety(read(entry, 'flag'))}.`,
  },
} satisfies Group;

function takeHistory(work: Work, event: EventOf<'history.recorded'>, at: Instant): void {
  const { previousOperations, conditions } = event.data;
  const { history } = work.state;
  if (conditions) history.conditions = { ...history.conditions, ...conditions };
  const answered = Object.entries(conditions ?? {}).map(([name, value]) => ({ name, value }));
  const inputs = [{ name: 'previous operations', value: previousOperations }, ...answered, ...detailOf(event.data)];
  note(work, { at, what: 'history.recorded', rule: eventRule(event.type), inputs });
  for (const seat of seatsOf(work.rules, work.state)) {
    if (isIn('diagnosis', seat)) lookAtIntake(work, seat, at);
  }
}

/** What was typed stays with the fact: levels and days are told where the fact is shown. */
function detailOf({ cause, painSites: sites }: HistoryDetail): Input[] {
  return [
    ...(cause === undefined ? [] : [{ name: 'cause', value: cause }]),
    ...(sites === undefined ? [] : [{ name: 'pain sites', value: sites.join(', ') }]),
  ];
}

/** A condition that no stage of today asks about is most likely misspelt: it would be kept and never read. */
function refuseHistory(rules: Rules, state: EnrolmentState, event: EventOf<'history.recorded'>): Refusal | null {
  const named = Object.keys(event.data.conditions ?? {});
  if (named.length === 0) return null;
  const known = conditionsOf(rules).map(({ id }) => id);
  const odd = named.find((id) => !known.includes(id));
  if (odd === undefined) return null;
  const are = known.length === 0 ? 'this pathway has none' : `they are ${known.join(', ')}`;
  return refused('no-such-condition', `"${odd}" is no condition for entry: ${are}.`);
}

function takeExamination(work: Work, event: EventOf<'examination.recorded'>, at: Instant): void {
  const { sites = [] } = event.data;
  const each = sites.map(({ site, deficit }) => ({ name: site.replace('-', ' '), value: deficit }));
  const inputs = [{ name: 'deficit', value: worstOf(event.data) }, ...each];
  const rule = eventRule(event.type);
  note(work, { at, what: 'examination.recorded', rule, inputs });
  if (worstOf(event.data) === 'progressive') askForBypass(work, at, rule);
}

/** Whatever stands above the list of sites, the worst of them counts. */
function worstOf({ deficit, sites = [] }: EventOf<'examination.recorded'>['data']): Deficit {
  const found = [deficit, ...sites.map((each) => each.deficit)];
  return deficits.findLast((each) => found.includes(each)) ?? deficit;
}

/** Somebody assesses a wish for support wherever the track stands. */
function takeRequestApart(work: Work, event: EventOf<'psychology.requested'>, at: Instant): void {
  const rule = eventRule(event.type);
  note(work, { at, what: event.type, rule });
  openTask(work, { task: 'assess-psychology', about: `request@${todayOf(work.state, at)}`, at, rule });
}

function takeAssessmentApart(work: Work, event: EventOf<'psychology.assessed'>, at: Instant): void {
  const { outcome } = event.data;
  const rule = eventRule(event.type);
  note(work, { at, what: event.type, rule, inputs: [{ name: 'outcome', value: outcome }] });
  closeTasks(work, ['assess-psychology'], at, 'the assessment was recorded', rule);
  recordSupport(work.state, outcome, at);
}

/** A total read off a licensed form on paper. */
function takeTotal(work: Work, event: EventOf<'score.entered'>, at: Instant): void {
  const { instrument: id, ...entry } = event.data;
  const instrument = work.rules.instruments[id];
  if (!instrument) return;
  const { score, value, raw } = scoreTotal(instrument, entry);
  addScores(work.state, [{ score, value, raw }], at);
  note(work, { at, what: 'score.entered', rule: eventRule(event.type), inputs: [{ name: score, value }] });
  tellAnswer(work, null, at);
}

function refuseTotal({ instruments }: Rules, _state: EnrolmentState, event: EventOf<'score.entered'>): Refusal | null {
  const { instrument: id, ...entry } = event.data;
  const instrument = instruments[id];
  if (!instrument) return refused('no-such-instrument', `There is no instrument "${id}": correct its spelling.`);
  const fault = versionFault(instrument, event.data.version) ?? totalFault(instrument, entry);
  return fault === null ? null : refused('not-a-total', `The total of ${id} cannot be taken: ${fault}.`);
}

function takeKnownFlag(work: Work, event: EventOf<'flag.known'>, at: Instant): void {
  const { rule: flag, until } = event.data;
  const { history } = work.state;
  history.known = [...history.known.filter(({ rule }) => rule !== flag), { rule: flag, from: at, until }];
  const inputs = inputsOf({ flag, until });
  note(work, { at, what: 'flag.known', rule: eventRule(event.type), inputs });
}

function refuseKnownFlag(rules: Rules, _state: EnrolmentState, event: EventOf<'flag.known'>): Refusal | null {
  const { instruments, pathway } = rules;
  const fault = knownFlagFault(instruments, { ...event.data, from: event.recordedAt }, pathway.knownSigns);
  return fault === null ? null : refused('cannot-be-known', fault);
}

/** Signs that count as known at an instant: what `safetySignals` is given. */
export function knownOf({ history }: EnrolmentState, at: Instant): string[] {
  return knownRules(history.known, at);
}
