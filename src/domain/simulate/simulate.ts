import type { Rules } from '../step/rules';
import { DAY, HOUR, type Instant } from '../words/time';
import type { EnrolmentState } from '../words/state';
import type { FactOf } from './course';
import { beginLife, passLife, recordFact, type Life } from './life';
import { answerAt, possibleFacts } from './moves';

export type Cohort = { patients: number; days: number; enrolledAt: Instant };

/** What became of a made-up cohort: enough to see what a pathway asks of patients and of the clinic. */
export type SimulationReport = {
  patients: number;
  /** Days of care, all patients together: a course that ends early counts up to its end. */
  days: number;
  /** Facts taken in and mails sent. */
  steps: number;
  messages: number;
  answers: number;
  escalations: number;
  tasks: number;
  /** How many stand in which stage at the end, or ended how. */
  standing: Record<string, number>;
};

/** Of a hundred prompts so many are answered, and of a hundred days at a decision point staff act on so many [D]. */
const ANSWERED_PERCENT = 70;
const DECIDED_PERCENT = 60;

/** The same core on a virtual clock: made-up patients answer, keep silent and are decided about, by the seed alone. */
export function simulate(rules: Rules, cohort: Cohort, seed: number): SimulationReport {
  const report: SimulationReport = {
    patients: cohort.patients,
    days: 0,
    steps: 0,
    messages: 0,
    answers: 0,
    escalations: 0,
    tasks: 0,
    standing: {},
  };
  for (const life of livesOf(rules, cohort, seed)) add(report, cohort, life);
  return report;
}

/** One patient after the other, each lived to the end. */
export function* livesOf(rules: Rules, cohort: Cohort, seed: number): Generator<Life> {
  for (let patient = 0; patient < cohort.patients; patient += 1) {
    yield live(rules, cohort, dice(seed * 65_537 + patient));
  }
}

/** The made-up patients live where the clinic is, and can be written to. */
export function startOf({ clinic }: Rules, at: Instant): FactOf<'enrolment.started'> {
  const reach = { timeZone: clinic.timeZone, preferredTime: '09:00', language: 'en', hasEmail: true, hasPhone: true };
  return { type: 'enrolment.started', at, data: { reach, consent: { email: true } } };
}

/** Once a week, after the prompt: an answer or silence, and whatever staff do. */
function live(rules: Rules, { days, enrolledAt }: Cohort, roll: () => number): Life {
  const life = beginLife(rules, startOf(rules, enrolledAt));
  for (let day = 1; day < days && !life.work.state.ended; day += 7) {
    passLife(life, enrolledAt + day * DAY + 2 * HOUR);
    if (roll() < ANSWERED_PERCENT) answer(life, roll);
    if (roll() < DECIDED_PERCENT) decide(life, roll);
  }
  passLife(life, enrolledAt + days * DAY);
  return life;
}

function answer(life: Life, roll: () => number): void {
  const { rules, state } = life.work;
  const fact = answerAt(rules, state, roll() < 50 ? 'low' : 'high');
  if (fact) recordFact(life, fact);
}

/** One of what is possible, if the core does not refuse it. */
function decide(life: Life, roll: () => number): void {
  const facts = possibleFacts(life.work.rules, life.work.state);
  const fact = facts[Math.floor((roll() * facts.length) / 100)];
  if (fact) recordFact(life, fact);
}

function add(report: SimulationReport, { days, enrolledAt }: Cohort, { facts, sent, work }: Life): void {
  const { effects, state } = work;
  report.days += state.ended ? (state.ended.at - enrolledAt) / DAY : days;
  report.steps += facts.length + sent;
  report.messages += sent;
  report.answers += facts.filter(({ type }) => type === 'check-in.answered').length;
  report.escalations += effects.filter(({ type }) => type === 'raise-escalation').length;
  report.tasks += effects.filter(({ type }) => type === 'open-task').length;
  const standing = standingOf(state);
  report.standing[standing] = (report.standing[standing] ?? 0) + 1;
}

function standingOf({ ended, tracks }: EnrolmentState): string {
  return ended ? `ended: ${ended.reason}` : tracks.map(({ stage }) => stage).join(' + ');
}

/** Whole per cents from a seed (Park and Miller's minimal standard): the core knows no chance of its own. */
function dice(seed: number): () => number {
  let state = (Math.abs(seed) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 100;
  };
}
