import type { Acknowledged } from './acknowledged';
import { historyFaults, watchFaults } from './history-whole';
import { ladderFaults } from './ladders-climb';
import { ledgerFaults, withheldFaults } from './ledger-true';
import { brokenPromises } from './promises-kept';
import type { Rows } from './rows';
import { escalationFaults, journalFaults, promptFaults } from './same-as-quiet';

export type Check = { title: string; looked: number; faults: string[] };

/** What must hold of any run. `settledAt` is wall clock: the watch is asked about the time after it. */
export function checkRun(rows: Rows, acknowledged: readonly Acknowledged[], settledAt: number): Check[] {
  return [
    { title: 'acknowledged is there, once', looked: acknowledged.length, faults: brokenPromises(rows, acknowledged) },
    { title: 'history is whole', looked: rows.events.length + rows.journal.length, faults: historyFaults(rows) },
    { title: 'nothing sent twice or lost', looked: rows.messages.length, faults: ledgerFaults(rows) },
    {
      title: 'nothing attempted once withheld',
      looked: rows.messages.filter(({ state }) => state === 'withheld').length,
      faults: withheldFaults(rows),
    },
    {
      title: 'every escalation climbs',
      looked: people(rows).length,
      faults: ladderFaults(rows),
    },
    { title: 'the watch finds nothing late', looked: 2, faults: watchFaults(rows, settledAt) },
  ];
}

/** What must be the same with and without kills. */
export function checkSame(quiet: Rows, killed: Rows): Check[] {
  return [
    { title: 'journal as without kills', looked: quiet.journal.length, faults: journalFaults(quiet, killed) },
    { title: 'escalations as without kills', looked: people(quiet).length, faults: escalationFaults(quiet, killed) },
    { title: 'prompts as without kills', looked: quiet.messages.length, faults: promptFaults(quiet, killed) },
  ];
}

const people = ({ escalations }: Rows): Rows['escalations'] => escalations.filter((each) => each.class !== 'canary');
