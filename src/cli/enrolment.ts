import { sql } from 'kysely';
import { Command } from 'commander';
import { corrected } from '../domain/corrections/corrections';
import { digest } from '../domain/step/digest';
import type { JournalEntry } from '../domain/words/effect';
import { explain } from '../domain/telling/explain';
import { journalIn } from '../domain/telling/journal-text';
import { rebuild, rulesAtStart } from '../domain/step/rebuild';
import type { Rules, RulesSource } from '../domain/step/rules';
import type { EnrolmentState } from '../domain/words/state';
import { stateIn, unreadable } from '../domain/step/up-cast';
import type { Tx } from '../storage/tx/connection';
import { marksOf } from '../storage/enrolment/quarantine';
import { factsBefore, type Locked } from '../storage/enrolment/facts';
import { settingsByDay } from '../storage/clinic/settings';
import { loadCatalogue } from '../catalogue/catalogue';
import { repositoryRoot } from '../config/settings';
import { DomainError } from '../domain/words/error';
import { isId } from '../domain/facts/fields';
import { createStore, type Store } from '../storage/store';
import { onOwnDatabase } from './own-database';

// What operators read: ids, keys, kinds and days. Sentences of the journal hold nobody's name.

const text = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString());

/** Facts, journal, plan, what comes next, and the difference between the stored state and what the facts make. */
export async function why(tx: Tx, locked: Locked): Promise<string[]> {
  const { enrolmentId, status, eventSeq, digestedSeq, wakeAt } = locked;
  const facts = await factsBefore(tx, enrolmentId, eventSeq + 1);
  const marks = await marksOf(tx, enrolmentId);
  const state = stateIn(locked.state);
  const say = journalIn(state?.reach.timeZone ?? locked.settings.timeZone);
  const { rows: journal } = await sql<{ at: number; entry: JournalEntry }>`
    select at, entry from journal where enrolment_id = ${enrolmentId} order by n`.execute(tx);
  const { rows: plan } = await sql<{ key: string; opens: number; state: string; messages: string }>`
    select c.key, c.opens_at as opens, c.status as state,
      coalesce(string_agg(m.role || ' ' || m.state || coalesce(' (' || m.reason || ')', ''), ', ' order by m.due_at), 'no messages') as messages
    from check_in c left join message m on m.check_in_id = c.id
    where c.enrolment_id = ${enrolmentId} and c.status = 'planned' group by c.id order by c.opens_at`.execute(tx);
  return [
    `Enrolment ${enrolmentId}: ${status}, ${String(digestedSeq)} of ${String(eventSeq)} facts taken in, next wake ${text(wakeAt)}.`,
    ...marks.map(
      ({ eventId, since, fault }) =>
        `In quarantine since ${text(since)}: ${eventId === null ? 'the time or the state' : `fact ${eventId}`}${fault === null ? '' : `, ${fault}`}.`,
    ),
    'Facts:',
    ...facts.map(({ seq, type, recordedAt }) => `  ${String(seq)} ${text(recordedAt)} ${type}`),
    'Journal:',
    ...journal.map(({ at, entry }) => `  ${text(at)} ${say(entry)}`),
    'Plan:',
    ...plan.map(({ key, opens, state: stands, messages }) => `  ${text(opens)} ${key} ${stands}: ${messages}`),
    'Next by itself:',
    ...nextOf(locked, state),
    ...(await differenceOf(tx, locked)),
  ];
}

function nextOf(locked: Locked, state: EnrolmentState | null): string[] {
  if (state === null) return ['  nothing that can be told: the state cannot be read'];
  try {
    return explain(locked.rules, state, state.now).next.map(({ at, what, to }) => `  ${text(at)} ${what} (${to})`);
  } catch (error) {
    return [`  nothing that can be told: ${nameOf(error)}`];
  }
}

/** What each fact makes, from the first one on, and the first place where that ends. */
export async function replayed(tx: Tx, locked: Locked): Promise<string[]> {
  const facts = corrected(await factsBefore(tx, locked.enrolmentId, locked.eventSeq + 1));
  const lines: string[] = [];
  let rules = rulesAtStart(await withDays(tx, locked), facts);
  let state: EnrolmentState | null = null;
  for (const fact of facts) {
    lines.push(`${String(fact.seq)} ${text(fact.recordedAt)} ${fact.type}`);
    try {
      const step = digest(rules, state, [fact], { now: fact.recordedAt, observed: [] });
      ({ state, rules } = step);
      lines.push(...step.entries.map((entry) => `  ${journalIn(step.state.reach.timeZone)(entry)}`));
    } catch (error) {
      return [...lines, `  cannot be taken in: ${nameOf(error)}`];
    }
  }
  return [...lines, ...(await differenceOf(tx, locked))];
}

const withDays = async (tx: Tx, { rules, clinicId }: Locked): Promise<Rules> => ({
  ...rules,
  settings: await settingsByDay(tx, clinicId),
});

/** Between the stored state and the one that the facts it has taken in make. */
async function differenceOf(tx: Tx, locked: Locked): Promise<string[]> {
  const { state } = locked;
  if (state === null) return ['No state is stored yet.'];
  if (state === unreadable) return ['The stored state cannot be read: the next step makes it anew from the facts.'];
  try {
    const facts = await factsBefore(tx, locked.enrolmentId, locked.digestedSeq + 1);
    const made = rebuild(await withDays(tx, locked), facts, { now: state.now, observed: [] });
    const paths = differences(state, made);
    if (paths.length === 0) return ['The stored state is what the facts make.'];
    return ['The stored state differs from what the facts make, at:', ...paths.map((path) => `  ${path}`)];
  } catch (error) {
    return [`The facts cannot be replayed: ${nameOf(error)}.`];
  }
}

/** Paths only: what stands there is of no use to an operator. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  if (!isObject(one) || !isObject(other)) return [path === '' ? 'everything' : path];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((name) => differences(one[name], other[name], path === '' ? name : `${path}.${name}`));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

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
