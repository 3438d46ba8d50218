import type { Rules } from '../rules';
import { DAY, HOUR, type Instant } from '../time';
import type { EnrolmentState } from '../state';
import { beginCourse, passTo, record, type Course, type Fact } from './course';
import { possibleAnswers, possibleFacts } from './moves';

export type Cohort = { patients: number; days: number; enrolledAt: Instant };

/** What became of a made-up cohort: enough to see what a pathway asks of patients and of the clinic. */
export type SimulationReport = {
  patients: number;
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
    steps: 0,
    messages: 0,
    answers: 0,
    escalations: 0,
    tasks: 0,
    standing: {},
  };
  for (let patient = 0; patient < cohort.patients; patient += 1) {
    const course = live(rules, cohort, dice(seed * 65_537 + patient), report);
    add(report, course);
  }
  return report;
}

/** Once a week, after the prompt: an answer or silence, and whatever staff do. */
function live(rules: Rules, { days, enrolledAt }: Cohort, roll: () => number, report: SimulationReport): Course {
  const reach = {
    timeZone: rules.clinic.timeZone,
    preferredTime: '09:00',
    language: 'en',
    hasEmail: true,
    hasPhone: true,
  };
  const start = { type: 'enrolment.started', at: enrolledAt, data: { reach, consent: { email: true } } } as const;
  const course = beginCourse(rules, start);
  for (let day = 1; day < days && !course.state.ended; day += 7) {
    const at = enrolledAt + day * DAY + 2 * HOUR;
    passTo(course, at);
    if (roll() < ANSWERED_PERCENT) report.answers += act(course, possibleAnswers(rules, course.state), roll);
    if (roll() < DECIDED_PERCENT) act(course, possibleFacts(rules, course.state), roll);
  }
  passTo(course, enrolledAt + days * DAY);
  return course;
}

/** One of what is possible, if the core does not refuse it. */
function act(course: Course, facts: Fact[], roll: () => number): number {
  const fact = facts[Math.floor((roll() * facts.length) / 100)];
  return fact && record(course, fact).refused === null ? 1 : 0;
}

function add(report: SimulationReport, { seq, sent, effects, state }: Course): void {
  report.steps += seq + sent.length;
  report.messages += sent.length;
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
