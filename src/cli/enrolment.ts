import { Command } from 'commander';
import { loadCatalogue } from '../catalogue/catalogue';
import { repositoryRoot } from '../config/repository-root';
import { DomainError } from '../domain/words/error';
import { isId } from '../domain/words/id';
import type { RulesSource } from '../domain/step/rules';
import { createStore, type Store } from '../storage/store';
import { replayed, why } from './enrolment-report';
import { onOwnDatabase } from './own-database';

type Options = { why?: true; replay?: true; releaseQuarantine?: true };

/** `throughline enrolment <id>`: what an operator may see of one enrolment, and the way out of quarantine. No names in it. */
export function enrolmentCommand(): Command {
  return new Command('enrolment')
    .description('say where an enrolment stands and why, or take what is in quarantine in again')
    .argument('<id>')
    .option('--why', 'facts, journal, plan, what comes next, and how the stored state differs from the facts')
    .option('--replay', 'what each fact makes, from the first one on')
    .option('--release-quarantine', 'make the state anew from all facts; where that does not hold, nothing changes')
    .action(async (id: string, options: Options) => {
      try {
        await onOwnDatabase(async (db) => {
          console.log(await aboutEnrolment(createStore(db), loadCatalogue(repositoryRoot()).rules, id, options));
        });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        console.error(error.message);
        process.exitCode = 1;
      }
    });
}

/** The text for the operator. Releases first, so that what is shown is what is so now. */
export async function aboutEnrolment(store: Store, rules: RulesSource, id: string, options: Options): Promise<string> {
  // What was typed may be somebody's reference: it is not repeated.
  if (!isId(id)) {
    throw new DomainError(
      'invalid',
      'This is no id of an enrolment: give it as the API gave it, such as 0199a000-0000-7000-8000-000000000000.',
    );
  }
  return store.transact(store.db, async (tx) => {
    const locked = await store.facts.lockEnrolment(tx, rules, id);
    const lines: string[] = [];
    if (options.releaseQuarantine === true) {
      const { released } = await store.advance.releaseQuarantine(tx, locked);
      if (!released) {
        throw new DomainError(
          'not-possible-now',
          'What is in quarantine still cannot be taken in. Nothing was changed.',
        );
      }
      const action = 'enrolment.quarantine-released';
      const { clinicId } = locked;
      await store.audit.writeAudit(tx, { clinicId, principal: 'command-line', action, subject: id, status: 200 });
      lines.push('Everything was taken in, and nothing is in quarantine.');
    }
    if (options.replay === true) lines.push(...(await replayed(tx, locked)));
    if (options.why === true || lines.length === 0) lines.push(...(await why(tx, locked)));
    return lines.join('\n');
  });
}
