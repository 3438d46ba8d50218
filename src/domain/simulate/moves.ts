import { plusDays } from '../calendar/calendar';
import type { EventData } from '../words/event';
import type { Instrument, Score } from '../instrument/types';
import { scoreAnswers } from '../instrument/score';
import type { Rules } from '../step/rules';
import type { StageKindName } from '../pathway/types';
import { gateOf } from '../pathway/gates-of';
import type { Seat } from '../stages/kind';
import { seatsOf } from '../stages/registry';
import type { EnrolmentState } from '../words/state';
import { DAY, type Instant } from '../words/time';
import { todayOf } from '../step/work';
import type { Fact } from './course';

/** More of the same sessions add states and no decision. */
const MOST_SESSIONS = 2;

/** What people can record in each kind of stage, one of each sort. The core refuses what is not possible just then. */
const factsByKind = {
  diagnosis: ({ stage, state }) => [
    fact(state, 'history.recorded', {
      previousOperations: 1,
      conditions: Object.fromEntries((stage.intake?.conditions ?? []).map(({ id }) => [id, 'yes'])),
    }),
    fact(state, 'examination.recorded', { deficit: 'none' }),
    ...(['neuropathic', 'axial', 'structural', 'mixed'] as const)
      .filter((mechanism) => mechanism === 'axial' || Object.hasOwn(stage.next.byMechanism, mechanism))
      .map((mechanism) => fact(state, 'diagnosis.recorded', { mechanism })),
  ],

  'medication-trial': ({ stage, state }) => {
    const tried = state.history.completed.findLast((each) => each.stage === stage.otherClassThan)?.class;
    const possible = stage.adequacy.filter(
      (rule) => rule.class !== tried && !state.history.contraindicated.includes(rule.class),
    );
    const { class: medicationClass = '', doseLevels = [] } = possible[0] ?? {};
    const start = (doseLevel = ''): Fact =>
      fact(state, 'medication.started', {
        class: medicationClass,
        agent: 'agent',
        doseLevel,
        startedOn: todayOf(state, state.now),
      });
    return [
      ...(stage.checks ? [fact(state, 'medication.checked', { checks: stage.checks })] : []),
      ...(stage.totalsBefore ?? []).map((instrument) => fact(state, 'score.entered', { instrument, total: 0 })),
      start(stage.doseLevels[0]),
      start(doseLevels[0]),
      fact(state, 'medication.stopped', { reason: 'side effects' }),
      ...possible.map((rule) =>
        fact(state, 'medication.contraindicated', { class: rule.class, reason: 'cannot be given' }),
      ),
    ];
  },

  'therapy-block': ({ state }) => sessionFacts(state, 'therapy'),

  procedure: ({ stage, state }) => {
    const site = { region: stage.regions[0] ?? '', side: 'left' } as const;
    const kind = stage.procedures[0] ?? '';
    const order: EventData['procedure.ordered'] = {
      ...site,
      kind,
      indication: stage.indications[0] ?? '',
      concordantImaging: true,
      conservativeWeeks: stage.conservativeWeeks,
      plannedOn: plusDays(todayOf(state, state.now), 7),
    };
    const performedOn = todayOf(state, state.now);
    return [
      fact(state, 'procedure.ordered', order),
      fact(state, 'procedure.checked', { checks: stage.checks }),
      fact(state, 'procedure.performed', { ...site, kind, guidance: stage.guidance[0] ?? '', performedOn }),
      fact(state, 'procedure.refused', { by: 'patient', reason: 'does not want it' }),
    ];
  },

  rehabilitation: () => [],

  'psychological-support': ({ state }) => [
    fact(state, 'psychology.assessed', { outcome: 'support' }),
    fact(state, 'psychology.assessed', { outcome: 'no-need' }),
  ],

  'surgical-review': () => [],
  'follow-up': () => [],
} satisfies { [K in StageKindName]: (seat: Seat<K>) => Fact[] };

/** Every fact that somebody might record at a decision point: when a stage has just begun, or somebody was asked. */
export function possibleFacts(rules: Rules, state: EnrolmentState): Fact[] {
  return seatsOf(rules, state).flatMap((seat) => {
    const { gate } = seat.track;
    const questions = gate && gateOf(seat.stage, gate.gate) ? [gate.gate] : [];
    const decisions = questions.flatMap((id) => [decision(state, id, 'approve'), decision(state, id, 'decline')]);
    const fresh = state.now - seat.track.since < 8 * DAY;
    const asked = state.tasks.length > 0 || gate !== null;
    return [...decisions, ...(fresh || asked ? recordable(seat) : [])];
  });
}

function recordable(seat: Seat): Fact[] {
  return (factsByKind[seat.stage.kind] as (seat: Seat) => Fact[])(seat);
}

function decision(state: EnrolmentState, gate: string, choice: 'approve' | 'decline'): Fact {
  return fact(state, 'decision.made', { gate, choice, reason: 'decided' });
}

function sessionFacts(state: EnrolmentState, purpose: 'therapy' | 'psychology'): Fact[] {
  const { sessions } = state.history;
  const open = sessions.find(({ outcome }) => outcome === null);
  if (open) {
    return [fact(state, 'session.attended', { session: open.id }), fact(state, 'session.missed', { session: open.id })];
  }
  if (sessions.length >= MOST_SESSIONS) return [];
  const session = `session-${String(sessions.length + 1)}`;
  return [fact(state, 'session.booked', { session, purpose, at: state.now + 7 * DAY })];
}

/** The two ends of every scale: all there is between them lies between their consequences. */
type ScaleEnd = 'low' | 'high';

/** An answer to what is open: the same end of every scale. */
export function answerAt({ instruments }: Rules, state: EnrolmentState, end: ScaleEnd): Fact | null {
  const open = state.checkIns.find(({ answered }) => !answered);
  if (!open) return null;
  const scores = open.ask.flatMap((id) => (instruments[id] ? scoresAt(instruments[id], end) : []));
  return fact(state, 'check-in.answered', { checkIn: open.key, scores, late: false });
}

const scoresAtEnds = new WeakMap<Instrument, Record<ScaleEnd, Score[]>>();

/** The same for everybody, so scored once. */
function scoresAt(instrument: Instrument, end: ScaleEnd): Score[] {
  let known = scoresAtEnds.get(instrument);
  if (!known) {
    known = { low: scored(instrument, Math.min), high: scored(instrument, Math.max) };
    scoresAtEnds.set(instrument, known);
  }
  return known[end];
}

function scored(instrument: Instrument, pick: (...values: number[]) => number): Score[] {
  const answers = Object.fromEntries(
    instrument.items.map(({ id, answering }) => {
      if (answering.type === 'scale') return [id, pick(answering.min, answering.max)];
      if (answering.type === 'choice') return [id, pick(...answering.options.map(({ value }) => value))];
      return [id, pick(0, 1)];
    }),
  );
  return scoreAnswers(instrument, answers).scores.map(({ score, value, raw }) => ({ score, value, raw }));
}

function fact<T extends keyof EventData>(state: EnrolmentState, type: T, data: EventData[T], at?: Instant): Fact {
  // Type and data are a pair by the signature; the union of pairs cannot be built from it.
  return { type, data, at: at ?? state.now + 1 } as unknown as Fact;
}
