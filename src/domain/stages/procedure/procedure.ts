import { definition } from './definition';
import { plusDays } from '../../calendar/calendar';
import type { EventOf } from '../../words/event';
import { openGate } from '../../promises/gates';
import { gateFor, ruleName } from '../../pathway/lookup';
import { rhythmDate } from '../../check-ins/rhythm';
import type { Facts, Place } from '../../rules/evidence';
import { closeTasks, openTask } from '../../promises/tasks';
import type { GateVerdict } from '../../words/state';
import type { Evaluation } from '../base';
import type { Instant } from '../../words/time';
import { atPreferredTime, eventRule, note, todayOf, type Work } from '../../step/work';
import { noteBaseline, factsOf, frozenBaseline } from '../evidence';
import { evaluate, evaluateOnAnswer, firstDue } from '../evaluation';
import { alwaysAdequate, endDue, type JudgedSeat, judgementOf, verdictOf } from '../judge';
import type { Seat, StageKind } from '../kind';
import { refuseProcedure } from './limits';
import { recordPerformed, siteInputs } from './performed';
import { placeOf } from './regions';
import { provisionalOf } from './relief';
import { defined } from '../../words/defined';

type ProcedureSeat = Seat<'procedure'>;

/** One procedure: ordered within its limits, checked, done, and judged by what it brought. It never orders itself. */
export const procedure: StageKind<'procedure'> = {
  ...definition,
  takes: ['procedure.ordered', 'procedure.checked', 'procedure.performed', 'procedure.refused'],
  sessions: 'procedure',

  enter: (_rules, state, stage, at) => ({
    kind: 'procedure',
    waitUntil: atPreferredTime(state, plusDays(todayOf(state, at), stage.orderWithinDays)),
    asked: false,
    order: null,
    checked: [],
    done: null,
    evaluation: null,
    rounds: 0,
  }),

  entered: () => undefined,
  refuse: refuseProcedure,

  handle(work, seat, event, at) {
    const { own, track } = seat;
    const rule = eventRule(event.type);
    if (event.type === 'procedure.ordered') takeOrder(work, seat, event, at);
    if (event.type === 'procedure.checked') {
      const { check, checks = [] } = event.data;
      own.checked = [...new Set([...own.checked, ...checks, ...(check === undefined ? [] : [check])])].sort();
      const inputs = [{ name: 'checks', value: own.checked.join(', ') }];
      note(work, { at, what: 'procedure.checked', rule, track, inputs });
    }
    if (event.type === 'procedure.performed') takePerformed(work, seat, event, at);
    if (event.type === 'procedure.refused') takeRefused(work, seat, event, at);
    return null;
  },

  onAnswer(work, seat, checkIn, at) {
    const { evaluation } = seat.own;
    if (evaluation) evaluateOnAnswer(work, judgedSeat(seat, evaluation), judgingOf(seat), checkIn, at);
  },

  ...firstDue<ProcedureSeat>([
    {
      at: (seat) => (seat.track.gate || !seat.own.evaluation ? null : endDue(seat, seat.own.evaluation.on)),
      what: ({ stage }) => `Evaluation of the procedure and the question “${stage.gate.question}”`,
      to: 'clinicians',
      happen(work, seat, at) {
        const { evaluation } = seat.own;
        if (evaluation) evaluate(work, judgedSeat(seat, evaluation), judgingOf(seat), at);
      },
    },
    {
      at: ({ own, track }) => (track.gate || own.evaluation || own.asked ? null : own.waitUntil),
      what: ({ own }) => (own.order ? 'Request to record the procedure' : 'Request to record the order'),
      to: 'clinicians',
      happen: askForRecord,
    },
  ]),

  /** Another one: with another technique or another medicine, and never sooner than the gap allows. */
  again(_work, { own, state }, { afterDays, atMost }, at) {
    if (own.rounds > atMost) return false;
    own.waitUntil = atPreferredTime(state, plusDays(todayOf(state, at), afterDays));
    Object.assign(own, { asked: false, order: null, checked: [], done: null, evaluation: null });
    return true;
  },

  judge(seat, at) {
    if (!seat.own.evaluation) return null;
    const { factsAt, verdictAt } = judgingOf(seat);
    return judgementOf(seat, verdictAt(at), factsAt, at);
  },

  waitingFor({ own, state }) {
    if (own.evaluation) {
      return { for: 'time', until: atPreferredTime(state, own.evaluation.on), what: 'the effect of the procedure' };
    }
    return { for: 'record', event: own.order ? 'procedure.performed' : 'procedure.ordered', by: own.waitUntil };
  },

  begun: ({ done }) => done && { on: done.performedOn, at: done.recordedAt },
  evaluation: ({ evaluation }) => evaluation,
  end: ({ evaluateAfterDays }, { evaluation }) =>
    evaluation && { from: 'trial', afterDays: evaluateAfterDays, on: evaluation.on },
  counted: ({ evaluateAfterDays }, { done }) => done && { since: done.performedOn, days: evaluateAfterDays },

  recordable({ stage, state }) {
    const site = { region: stage.regions[0] ?? '', side: 'left' } as const;
    const kind = stage.procedures[0] ?? '';
    const today = todayOf(state, state.now);
    const order = {
      ...site,
      kind,
      indication: stage.indications[0] ?? '',
      concordantImaging: true,
      conservativeWeeks: stage.conservativeWeeks,
      plannedOn: plusDays(today, 7),
    };
    const performed = { ...site, kind, guidance: stage.guidance[0] ?? '', performedOn: today };
    return [
      { type: 'procedure.ordered', data: order },
      { type: 'procedure.checked', data: { checks: stage.checks } },
      { type: 'procedure.performed', data: performed },
      { type: 'procedure.refused', data: { by: 'patient', reason: 'does not want it' } },
    ];
  },

  phase({ own }) {
    if (own.done) return 'done';
    return own.order ? `ordered, ${String(own.checked.length)} checked` : 'to be ordered';
  },
};

function askForRecord(work: Work, { own, track, stage }: ProcedureSeat, at: Instant): void {
  own.asked = true;
  const task = own.order ? 'record-procedure' : 'order-procedure';
  const rule = ruleName(work.rules, track.track, stage.id, own.order ? 'perform-within' : 'order-within');
  openTask(work, { task, about: `${track.track}/${stage.id}@${todayOf(work.state, at)}`, at, rule });
}

function takeOrder(
  work: Work,
  { own, stage, state, track }: ProcedureSeat,
  event: EventOf<'procedure.ordered'>,
  at: Instant,
): void {
  const { kind, region, side, plannedOn, technique, preparation } = event.data;
  own.order = { kind, region, side, plannedOn, ...defined({ technique, preparation }) };
  own.asked = false;
  const late = plusDays(plannedOn, stage.performWithinDays);
  own.waitUntil = atPreferredTime(state, late);
  const rule = eventRule(event.type);
  closeTasks(work, ['order-procedure', 'look-at-relief'], at, 'the order was recorded', rule);
  note(work, { at, what: 'procedure.ordered', rule, track, inputs: siteInputs(event.data, plannedOn) });
}

function takePerformed(work: Work, seat: ProcedureSeat, event: EventOf<'procedure.performed'>, at: Instant): void {
  const { own, state, stage, track } = seat;
  const { performedOn, region, side } = event.data;
  own.done = { performedOn, recordedAt: at, site: { region, side } };
  own.rounds += 1;
  const baseline = frozenBaseline(state, stage.baseline, performedOn);
  own.evaluation = {
    on: rhythmDate(state, plusDays(performedOn, stage.evaluateAfterDays), at),
    times: own.evaluation?.times ?? 0,
    baseline,
  };
  const because = 'the procedure was recorded';
  closeTasks(work, ['order-procedure', 'record-procedure'], at, because, eventRule(event.type));
  const technique = own.order?.technique;
  const unlooked = stage.checks.filter((check) => !own.checked.includes(check));
  recordPerformed(work, { track: track.track, stage }, { event, unlooked, ...defined({ technique }) }, at);
  noteBaseline(work, seat, baseline, at);
}

/** By the patient or by a clinician: what comes now is a clinician's question, as after one that did not help. */
function takeRefused(work: Work, seat: ProcedureSeat, event: EventOf<'procedure.refused'>, at: Instant): void {
  const { own, stage, track } = seat;
  const inputs = [{ name: 'by', value: event.data.by }];
  const rule = eventRule(event.type);
  note(work, { at, what: 'procedure.refused', rule, track, inputs });
  closeTasks(work, ['order-procedure', 'record-procedure'], at, 'the procedure is not done', rule);
  own.asked = true;
  own.order = null;
  own.rounds += 1;
  const verdict = { kind: 'not-yet-adequate' as const, rule, inputs, missing: ['the procedure, which was refused'] };
  openGate(work, track, gateFor(stage, 'not-enough') ?? stage.gate, verdict, at);
}

type Judging = Parameters<typeof evaluate>[2];

function judgingOf(seat: ProcedureSeat): Judging {
  const factsAt = (at: Instant): Facts => procedureFacts(seat, at);
  const treated = defined({ about: seat.own.order?.kind });
  const verdictAt = (at: Instant): GateVerdict => provisional(seat, verdictOf(seat, factsAt(at), alwaysAdequate));
  return { factsAt, verdictAt, treatedBy: () => treated };
}

/** What was reached so soon may not hold: whoever decides sees when it is read again. */
function provisional({ own, stage }: ProcedureSeat, verdict: GateVerdict): GateVerdict {
  if (verdict.kind !== 'success' || !own.done) return verdict;
  return { ...verdict, inputs: [...verdict.inputs, ...provisionalOf(stage, own.done.performedOn)] };
}

/** Nothing is judged before it was performed: from then on there is an evaluation. */
function judgedSeat(seat: ProcedureSeat, evaluation: Evaluation): JudgedSeat & { own: { evaluation: Evaluation } } {
  return { ...seat, own: { evaluation } };
}

function procedureFacts(seat: ProcedureSeat, at: Instant): Facts {
  const { own } = seat;
  return factsOf(seat, { baseline: own.evaluation?.baseline ?? {}, site: siteOf(seat) }, at);
}

function siteOf({ own, stage }: ProcedureSeat): Place | null {
  const site = own.done?.site ?? own.order;
  return site && placeOf(stage, site);
}
