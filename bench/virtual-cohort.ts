import { join } from 'node:path';
import { loadCatalogue } from '../src/catalogue/catalogue';
import { loadClinic } from '../src/catalogue/load-clinic';
import { repositoryRoot } from '../src/config/repository-root';
import { simulate } from '../src/domain/simulate/simulate';
import { DAY } from '../src/domain/time';
import { at } from '../test/support/facts';
import { alone, type Measured, ofRounds, type Round } from './figure';

const PATIENTS = 1000;
const MONTHS = 12;
const ROUNDS = 3;

/**
 * Patient-years of care a second through the pure core, on one thread and without a database; beside it a bare reducer
 * that takes the same number of due instants from a heap and counts them: what a virtual clock costs at the least.
 */
export function benchVirtualCohort(): Promise<Measured[]> {
  const root = repositoryRoot();
  const catalogue = loadCatalogue(root);
  const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
  const rules = catalogue.rules({ id: 'post-laminectomy-syndrome', version: 1 }, clinic);
  const cohort = { patients: PATIENTS, days: 365, enrolledAt: at('2026-11-20') };
  const rounds: Round[] = [];
  let slowestMs = 0;
  let steps = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    const report = simulate(rules, cohort, round);
    const ms = performance.now() - from;
    steps = report.steps;
    slowestMs = Math.max(slowestMs, ms);
    const bareMs = bareReducer(report.steps);
    rounds.push({ ours: perSecond(ms), baseline: perSecond(bareMs) });
  }
  return Promise.resolve([
    ofRounds('virtual-cohort', 'patient-years/s', rounds),
    alone(`${PATIENTS} patients x ${MONTHS} months, slowest`, slowestMs / 1000, 's'),
    alone('virtual-cohort steps', steps, 'steps'),
  ]);
}

const perSecond = (ms: number): number => (PATIENTS * 1000) / ms;

type Due = { at: number; patient: number };

/** A binary heap of due instants over all patients; each step counts one and puts the patient's next one back. */
function bareReducer(steps: number): number {
  const from = performance.now();
  const counts = new Map<number, { steps: number; lastAt: number }>();
  const heap: Due[] = [];
  const every = (365 * DAY * PATIENTS) / Math.max(1, steps);
  for (let patient = 0; patient < PATIENTS; patient += 1) push(heap, { at: (patient / PATIENTS) * every, patient });
  for (let done = 0; done < steps; done += 1) {
    const due = pop(heap);
    if (!due) break;
    const state = counts.get(due.patient) ?? { steps: 0, lastAt: 0 };
    counts.set(due.patient, { steps: state.steps + 1, lastAt: due.at });
    push(heap, { at: due.at + every, patient: due.patient });
  }
  return performance.now() - from;
}

function push(heap: Due[], due: Due): void {
  heap.push(due);
  for (let index = heap.length - 1; index > 0;) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || above.at <= due.at) break;
    heap[index] = above;
    heap[parent] = due;
    index = parent;
  }
}

function pop(heap: Due[]): Due | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  heap[0] = last;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    const right = left + 1;
    const lower = (heap[right]?.at ?? Infinity) < (heap[left]?.at ?? Infinity) ? right : left;
    const below = heap[lower];
    if (!below || below.at >= last.at) return first;
    heap[index] = below;
    heap[lower] = last;
    index = lower;
  }
}
