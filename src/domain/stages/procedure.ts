import { plusDays } from '../calendar';
import type { EventOf } from '../event';
import { openGate } from '../gates';
import { remember } from '../history';
import { ruleName } from '../lookup';
import { rhythmDate } from '../occurrences';
import type { Facts } from '../pathway/facts';
import { gateFor } from '../pathway/gates-of';
import { closeTasks, openTask } from '../tasks';
import type { Instant } from '../time';
import { atPreferredTime, eventRule, note, todayOf, type Work } from '../work';
import { baselineInputs, frozenBaseline } from './baseline';
import { factsOf } from './facts';
import {
  alwaysAdequate,
  endDue,
  firstOf,
  judgementOf,
  type Planned,
  putVerdict,
  verdictOf,
  worseningOf,
} from './judge';
import type { Seat, StageKind } from './kind';
import { limitOver, refuseProcedure } from './procedure-limits';

type ProcedureSeat = Seat<'procedure'>;

/** One procedure: ordered within its limits, checked, done, and judged by what it brought. It never orders itself. */
export const procedure: StageKind<'procedure'> = {
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
      own.checked = [...new Set([...own.checked, ...event.data.checks])].sort();
      note(work, {
        at,
        what: 'procedure.checked',
        rule,
        track,
        inputs: [{ name: 'checks', value: own.checked.join(', ') }],
      });
    }
    if (event.type === 'procedure.performed') takePerformed(work, seat, event, at);
    if (event.type === 'procedure.refused') takeRefused(work, seat, event, at);
    return null;
  },

  onAnswer(work, seat, checkIn, at) {
    const { own, track } = seat;
    if (!own.evaluation) return;
    const worse = worseningOf(seat, procedureFacts(seat, at));
    if (worse) putVerdict(work, seat, worse, at, own.order?.kind);
    else if (track.gate ? track.gate.verdict.kind !== 'getting-worse' : checkIn?.endsWith(`@${own.evaluation.on}`)) {
      evaluateProcedure(work, seat, at);
    }
  },

  due: (seat) => firstOf(duesOf(seat)),
  onDue(work, seat, at) {
    firstOf(duesOf(seat))?.happen(work, at);
  },

  /** Another one: with another technique or another medicine, and never sooner than the gap allows. */
  again(_work, { own, state }, { afterDays, atMost }, at) {
    if (own.rounds > atMost) return false;
    own.waitUntil = atPreferredTime(state, plusDays(todayOf(state, at), afterDays));
    Object.assign(own, { asked: false, order: null, checked: [], done: null, evaluation: null });
    return true;
  },

  judge(seat, at) {
    if (!seat.own.evaluation) return null;
    const facts = (when: Instant): Facts => procedureFacts(seat, when);
    return judgementOf(seat, verdictOf(seat, facts(at), alwaysAdequate), facts, at);
  },

  waitingFor({ own, state }) {
    if (own.evaluation) {
      return { for: 'time', until: atPreferredTime(state, own.evaluation.on), what: 'the effect of the procedure' };
    }
    return { for: 'record', event: own.order ? 'procedure.performed' : 'procedure.ordered', by: own.waitUntil };
  },
};

function duesOf(seat: ProcedureSeat): Planned[] {
  const { own, stage, track } = seat;
  if (track.gate) return [];
  if (own.evaluation) {
    const at = endDue(seat, own.evaluation.on);
    const what = `Evaluation of the procedure and the question “${stage.gate.question}”`;
    return [
      {
        at,
        what,
        to: 'clinicians',
        happen: (work, when) => {
          evaluateProcedure(work, seat, when);
        },
      },
    ];
  }
  if (own.asked) return [];
  const what = own.order ? 'Request to record the procedure' : 'Request to record the order';
  return [
    {
      at: own.waitUntil,
      what,
      to: 'clinicians',
      happen: (work, at) => {
        askForRecord(work, seat, at);
      },
    },
  ];
}

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
  const { kind, region, side, plannedOn } = event.data;
  own.order = { kind, region, side, plannedOn };
  own.asked = false;
  const late = plusDays(plannedOn, stage.performWithinDays);
  own.waitUntil = atPreferredTime(state, late);
  const rule = eventRule(event.type);
  closeTasks(work, ['order-procedure'], at, 'the order was recorded', rule);
  note(work, { at, what: 'procedure.ordered', rule, track, inputs: siteInputs(event.data, plannedOn) });
}

/** What happened is recorded even when it lies over a limit; somebody is told the same day. */
function takePerformed(work: Work, seat: ProcedureSeat, event: EventOf<'procedure.performed'>, at: Instant): void {
  const { own, state, stage, track } = seat;
  const { performedOn, region, side, kind, guidance } = event.data;
  const rule = eventRule(event.type);
  const over = limitOver(state, stage, { region, side }, performedOn);
  own.done = { performedOn, recordedAt: at, site: { region, side } };
  own.rounds += 1;
  const baseline = frozenBaseline(state, stage.baseline, performedOn);
  own.evaluation = {
    on: rhythmDate(state, plusDays(performedOn, stage.evaluateAfterDays), at),
    times: own.evaluation?.times ?? 0,
    baseline,
  };
  remember(state, 'procedures', { kind, region, side, guidance, performedOn, recordedAt: at });
  closeTasks(work, ['order-procedure', 'record-procedure'], at, 'the procedure was recorded', rule);
  note(work, { at, what: 'procedure.performed', rule, track, inputs: siteInputs(event.data, performedOn) });
  const inputs = baselineInputs(stage.baseline.scores, baseline);
  note(work, {
    at,
    what: 'baseline.frozen',
    rule: ruleName(work.rules, track.track, stage.id, 'baseline'),
    track,
    inputs,
  });
  if (!over) return;
  const limit = ruleName(work.rules, track.track, stage.id, 'limits');
  note(work, { at, what: 'limit.exceeded', rule: limit, track, inputs: [{ name: 'limit', value: over.code }] });
  const key = `${track.track}/${stage.id}/limit@${performedOn}`;
  work.effects.push({ type: 'raise-escalation', key, tier: 'today', class: 'decision', rule: limit });
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

function evaluateProcedure(work: Work, seat: ProcedureSeat, at: Instant): void {
  const { own } = seat;
  if (!own.evaluation) return;
  const first = seat.track.gate === null;
  const put = putVerdict(work, seat, verdictOf(seat, procedureFacts(seat, at), alwaysAdequate), at, own.order?.kind);
  if (put && first) own.evaluation.times += 1;
}

function procedureFacts(seat: ProcedureSeat, at: Instant): Facts {
  const { own } = seat;
  return factsOf(seat, { baseline: own.evaluation?.baseline ?? {}, site: own.done?.site ?? own.order }, at);
}

function siteInputs(
  { kind, region, side }: { kind: string; region: string; side: string },
  on: string,
): { name: string; value: string }[] {
  return [
    { name: 'kind', value: kind },
    { name: 'region', value: region },
    { name: 'side', value: side },
    { name: 'on', value: on },
  ];
}
