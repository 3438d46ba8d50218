import { cpus } from 'node:os';
import { benchAnswers } from './answers';
import { benchClock } from './clock';
import type { Measured } from './figure';
import { benchSearch, benchWorklist } from './lists';
import { benchPatientYear } from './patient-year';
import { benchPulse } from './pulse';
import { type Servers, startServers } from './servers';
import { benchStampede, benchStampedeMail } from './stampede';
import { benchTasks } from './tasks';
import { benchVirtualCohort } from './virtual-cohort';

type Bench = (servers: Servers) => Promise<Measured[]>;

const benches: Record<string, Bench> = {
  'patient-year': benchPatientYear,
  clock: benchClock,
  answers: benchAnswers,
  'stampede-10k': ({ postgres }) => benchStampede({ adminUrl: postgres.url }),
  search: ({ postgres }) => benchSearch(postgres.url),
  worklist: ({ postgres }) => benchWorklist(postgres.url),
  pulse: benchPulse,
  tasks: benchTasks,
  'virtual-cohort': () => benchVirtualCohort(),
  'stampede-mail': ({ postgres }) => benchStampedeMail({ adminUrl: postgres.url }),
};

/** `npm run bench -- [--json] [--only <name>]`: everything on this machine alone, one after the other. */
async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const names = chosen(args);
  // What is going on is said apart from the figures, so that these can be read by a program.
  const say = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  say(`Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'})`);
  const servers = await startServers(say);
  try {
    if (!json) console.log(row('metric', 'value', 'unit', 'baseline', 'ratio', 'of rounds'));
    for (const [name, bench] of names) {
      const from = performance.now();
      for (const figure of await bench(servers)) console.log(json ? asJson(figure) : asRow(figure));
      say(`${name}: ${((performance.now() - from) / 1000).toFixed(0)} s`);
    }
  } finally {
    await servers.stop();
  }
}

function chosen(args: readonly string[]): [string, Bench][] {
  const at = args.indexOf('--only');
  if (at === -1) return Object.entries(benches);
  const name = args[at + 1] ?? '';
  const found = Object.entries(benches).filter(([each]) => each === name || each.endsWith(`-${name}`));
  if (found.length === 0) throw new Error(`--only takes one of: ${Object.keys(benches).join(', ')}.`);
  return found;
}

function asJson({ metric, value, unit, baseline, ratio, also }: Measured): string {
  return JSON.stringify({ metric, value, unit, baseline, ratio, ...also });
}

function asRow({ metric, value, unit, baseline, ratio, spread, rounds, also = {} }: Measured): string {
  const rest = Object.entries(also).map(([of, each]) => `${short(each)} ${of}`);
  const spreadText = spread === undefined ? '' : `${spread.map(short).join(' to ')} (${rounds ?? 0} rounds)`;
  return row(metric, short(value), unit, short(baseline), short(ratio), [spreadText, ...rest].join('  '));
}

const short = (value: number | null): string =>
  value === null || Number.isNaN(value)
    ? ''
    : Number.isInteger(value)
      ? String(value)
      : value.toFixed(Math.abs(value) < 0.1 ? 4 : 2);

function row(metric: string, value: string, unit: string, baseline: string, ratio: string, rounds: string): string {
  return `${metric.padEnd(34)}${value.padStart(10)} ${unit.padEnd(12)}${baseline.padStart(10)}${ratio.padStart(8)}  ${rounds}`;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
