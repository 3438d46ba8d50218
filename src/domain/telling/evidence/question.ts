import { comparedScore } from '../../rules/leaf';
import { evaluate } from '../../rules/predicates';
import { factsOf as whatRulesKnow } from '../../stages/evidence';
import type { Seat } from '../../stages/kind';
import { seatsOf } from '../../stages/registry';
import { gateOf } from '../../pathway/lookup';
import { stagesAhead } from '../explain';
import { shortDayText } from '../english';
import { findingText, inputsText, predicateText } from '../rules';
import { statusOf } from '../summary';
import type { GateVerdictKind } from '../../words/choices';
import type { Completed, Input } from '../../words/history';
import { pointsOf } from './scores';
import {
  absent,
  choiceText,
  dayIn,
  type EvidenceRecord,
  eventSource,
  factsOf,
  type Line,
  line,
  quoted,
  type Source,
  worded,
} from './record';

/** Who it is, and on which pathway since when. */
export function identity(record: EvidenceRecord): Line[] {
  const { patient, rules, state } = record;
  const { pathway } = rules;
  const { reference, familyName, givenName, bornOn } = patient;
  const draft = pathway.state === 'released' ? '' : `, a ${pathway.state}`;
  const on = `“${pathway.title}” (version ${String(pathway.version)}${draft})`;
  const started = factsOf(record, 'enrolment.started').map(eventSource);
  return [
    line(
      `${givenName} ${familyName}, born ${shortDayText(bornOn)}, reference ${reference}`,
      [{ of: 'patient', id: patient.id }],
      { reference, familyName, givenName, bornOn },
    ),
    line(`${on} since ${dayIn(record, state.startedAt)}; ${statusOf(state)} now`, orEnrolment(record, started), {
      pathway: { id: pathway.id, version: pathway.version, state: pathway.state },
      since: state.startedAt,
      status: statusOf(state),
    }),
  ];
}

/** The open question and why it is put now, both sides of it, and how far conservative care has come. */
export function question(record: EvidenceRecord): Line[] {
  const { rules, state } = record;
  const open = state.ended ? [] : seatsOf(rules, state).filter(({ track }) => track.gate !== null);
  const [first, ...others] = open.sort((a, b) => rank(a) - rank(b));
  if (!first) return [absent(record, noQuestion(record)), ...conservative(record)];
  return [
    ...asked(record, first),
    ...sides(record, first),
    ...conservative(record),
    ...others.map((seat) => absent(record, `Also open: ${questionOf(seat)} (${kinds[kindOf(seat)]})`)),
  ];
}

const rank = ({ stage }: Seat): number => (stage.kind === 'surgical-review' ? 0 : 1);
const questionOf = ({ stage, track }: Seat): string => gateOf(stage, track.gate?.gate ?? '')?.question ?? '';
const kindOf = ({ track }: Seat): GateVerdictKind => track.gate?.verdict.kind ?? 'cannot-tell';

/** What a rule found, in a few words. */
const kinds = {
  success: 'criteria met',
  partial: 'criteria partly met',
  'not-enough': 'criteria not met',
  'cannot-tell': 'cannot tell',
  'not-yet-adequate': 'not adequate',
  'getting-worse': 'answers got worse',
  'decision-due': 'ready to be looked at',
} satisfies Record<GateVerdictKind, string>;

/** What was done apart from how it went: where it was not measured, only how it went. */
export function judgedText({ verdict, adequate, done }: Completed): string {
  if (!done && adequate !== true) return kinds[verdict];
  if (adequate === true) return `adequate, ${kinds[verdict]}`;
  const lacks = done && done.missing.length > 0 ? ` (missing ${done.missing.join(', ')})` : '';
  const isSaid = verdict === 'not-yet-adequate' || (adequate === 'unknown' && verdict === 'cannot-tell');
  const what = adequate === 'unknown' ? 'cannot tell whether adequate' : 'not adequate';
  return `${what}${lacks}${isSaid ? '' : `, ${kinds[verdict]}`}`;
}

function noQuestion({ rules, state }: EvidenceRecord): string {
  const places = seatsOf(rules, state).map(({ stage }) => `“${stage.title}”`);
  return state.ended
    ? 'No question: the enrolment has ended.'
    : `No question is open. The patient is in ${places.join(', ')}.`;
}

function asked(record: EvidenceRecord, seat: Seat): Line[] {
  const { track, stage } = seat;
  const { gate } = track;
  if (!gate) return [];
  const decision = record.decisions.find(({ at, takenBack }) => at === track.since && takenBack === null);
  const brought = record.facts.filter(({ recordedAt }) => recordedAt === track.since).map(eventSource);
  const read = inputsText(track.why.inputs);
  const because = decision
    ? `, when ${decision.by} answered ${choiceText(decision.choice)} (${quoted(decision.reason, 'no reason recorded')})`
    : read === ''
      ? ''
      : ` (${read})`;
  return [
    absent(record, `To answer by ${dayIn(record, gate.answerBy)}: ${questionOf(seat)}`, [], {
      ...{ gate: gate.gate, track: track.track, stage: stage.id, question: questionOf(seat) },
      ...{ since: gate.openedAt, by: gate.answerBy },
    }),
    line(`Why now: in “${stage.title}” since ${dayIn(record, track.since)}${because}`, orEnrolment(record, brought), {
      since: track.since,
      rule: track.why.rule,
      inputs: track.why.inputs,
    }),
    line(
      findingText({ ...gate.verdict, inputs: rank(seat) === 0 ? [] : gate.verdict.inputs }),
      orEnrolment(record, readBy(record, gate.verdict.inputs)),
      gate.verdict,
      gate.verdict.missing,
    ),
  ];
}

const truths = new Map<boolean | 'unknown', string>([
  [true, 'met'],
  [false, 'not met'],
  ['unknown', 'cannot tell'],
]);

/** Each part of "conservative measures failed", wherever the patient stands; empty where the pathway does not say it in parts. */
function conservative(record: EvidenceRecord): Line[] {
  const { rules, state, now } = record;
  return rules.pathway.tracks.flatMap(({ id, stages }) => {
    const track = state.tracks.find((each) => each.track === id);
    const review = stages.find((stage) => stage.kind === 'surgical-review');
    if (!track || review?.kind !== 'surgical-review') return [];
    const facts = whatRulesKnow({ rules, state, track }, { baseline: state.history.first }, now);
    return (review.conservative ?? []).map((rule) => {
      const { truth, inputs, missing } = evaluate(rule.when, facts);
      const says = truths.get(truth) ?? '';
      const lacks = truth === 'unknown' ? `, missing ${missing.join(', ')}` : '';
      const name = worded(rule.id.split('.').at(-1) ?? rule.id);
      const text = `Conservative care, ${name}: ${says}${lacks} (${inputsText(inputs)})`;
      const data = { id: rule.id, says, inputs, needs: predicateText(rule.when), source: rule.source };
      return line(text, orEnrolment(record, readBy(record, inputs)), data, missing);
    });
  });
}

/** What is said for and against, as the pathway has it: criteria that are met decide nothing. */
function sides(record: EvidenceRecord, seat: Seat): Line[] {
  const { id, version } = record.rules.pathway;
  const source: Source = { of: 'pathway', id: `${id}/v${String(version)}` };
  const notices = [...(seat.stage.notices ?? []), ...stagesAhead(seat, record.now).flatMap((ahead) => ahead.notices)];
  const unique = new Map(notices.map((notice) => [notice.text, notice]));
  return [...unique.values()].map((notice) =>
    line(`For and against: ${notice.text} (${notice.source})`, [source], notice),
  );
}

const orEnrolment = ({ enrolment }: EvidenceRecord, sources: Source[]): Source[] =>
  sources.length > 0 ? sources : [{ of: 'enrolment', id: enrolment }];

/** The rows that hold what a rule read: the first and the newest value of a score, the last fact of a type. */
function readBy(record: EvidenceRecord, inputs: readonly Input[]): Source[] {
  return inputs.flatMap(({ name }) => {
    const points = pointsOf(record, comparedScore(name) ?? name.replace(/^mean /, ''));
    const fact = record.facts.findLast(({ type }) => type === name);
    return [points[0], points.at(-1)].flatMap((point) => point?.source ?? []).concat(fact ? [eventSource(fact)] : []);
  });
}
