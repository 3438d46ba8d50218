import { join } from 'node:path';
import { type Catalogue, loadCatalogue } from '../src/catalogue/catalogue';
import { loadClinic } from '../src/catalogue/clinic/load-clinic';
import { repositoryRoot } from '../src/config/settings';
import type { Rules } from '../src/domain/step/rules';
import { bareReducer } from './floors/bare-reducer';
import { simulate } from './floors/compiled-core';
import { alone, cpuMs, type Measured, ofRounds, type Round } from './figure';
import { historyCosts } from './history-costs';
import { stepCosts } from './step-costs';

const PATIENTS = 1000;
const DAYS = 365;
const ROUNDS = 3;
const ENROLLED_AT = Date.UTC(2026, 10, 20, 10);
/** All of them for a year: the bar of the specification. */
const MOST_SECONDS = 10;

/**
 * Years of care a second through the pure core, on one thread and without a database; beside it a bare reducer that takes
 * the same number of due instants from a heap and counts them. By processor time of this thread, so that other programs
 * count little; a patient who leaves early counts for as long as the care lasted.
 */
export function benchVirtualCohort(): Promise<Measured[]> {
  const root = repositoryRoot();
  const catalogue = loadCatalogue(root);
  return Promise.resolve([1, 2, 3].flatMap((version) => ofVersion(rulesOf(catalogue, root, version), `v${version}`)));
}

function rulesOf(catalogue: Catalogue, root: string, version: number): Rules {
  const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), catalogue.instruments);
  return catalogue.rules({ id: 'post-laminectomy-syndrome', version }, clinic);
}

function ofVersion(rules: Rules, name: string): Measured[] {
  const cohort = { patients: PATIENTS, days: DAYS, enrolledAt: ENROLLED_AT };
  const rounds: Round[] = [];
  let slowest = { wall: 0, cpu: 0 };
  let steps = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    let report = { days: 0, steps: 0 };
    const ours = cpuMs(() => {
      report = simulate(rules, cohort, round);
    });
    slowest = {
      wall: Math.max(slowest.wall, (performance.now() - from) / 1000),
      cpu: Math.max(slowest.cpu, ours / 1000),
    };
    steps = report.steps;
    const bare = cpuMs(() => {
      bareReducer(PATIENTS, report.steps);
    });
    const years = report.days / DAYS;
    rounds.push({ ours: (years * 1000) / ours, baseline: (years * 1000) / bare });
  }
  return [
    ofRounds(`virtual-cohort-${name}`, 'years/s', rounds),
    alone(
      `${name}: ${PATIENTS} for a year, bar ${MOST_SECONDS}: ${slowest.wall <= MOST_SECONDS ? '' : 'NOT '}met`,
      slowest.wall,
      's',
    ),
    alone(`${name}: the same, of processor`, slowest.cpu, 's'),
    alone(`${name}: steps of the last round`, steps, 'steps'),
    ...stepCosts(rules, name, ENROLLED_AT),
    ...historyCosts(rules, name, ENROLLED_AT),
  ];
}
