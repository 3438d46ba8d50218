import { Command, Option } from 'commander';
import { deeds, type Role } from '../domain/words/authority';
import { DomainError } from '../domain/words/error';
import { isId } from '../domain/facts/fields';
import { DAY } from '../domain/words/time';
import { hashOfSecret, newKey } from '../identity/secrets';
import { addKey, type KeyRow, listKeys, revokeKey } from '../storage/clinic/keys';
import type { Tx } from '../storage/tx/connection';
import { transact } from '../storage/tx/transact';
import { noted, oneClinic, said } from './answers';
import { onOwnDatabase } from './own-database';

const roles = ['coordinator', 'clinician', 'lead', 'operator'] as const satisfies readonly Role[];

type OfClinic = { clinicId?: string };
type Created = OfClinic & { label: string; role: Role; scope?: string[]; days?: string };

/** Of a program: it belongs to nobody, and can therefore not acknowledge, resolve or decide. */
function create({ clinicId, label, role, scope, days }: Created): Promise<string> {
  const unknown = (scope ?? []).filter((deed) => !Object.hasOwn(deeds, deed));
  if (unknown.length > 0)
    throw new DomainError(
      'invalid',
      `There is no scope ${unknown.join(', ')}: choose of ${Object.keys(deeds).join(', ')}.`,
    );
  return inClinic(clinicId, async (tx, clinic) => {
    const key = newKey();
    const expiresAt = days === undefined ? null : Date.now() + daysIn(days) * DAY;
    const made = { clinicId: clinic, keyHash: hashOfSecret(key), staffId: null, role, label };
    const id = await addKey(tx, { ...made, scopes: scope ?? null, expiresAt });
    await noted(tx, clinic, 'key.created', id);
    return shownOnce(id, key);
  });
}

/** The same rights under another key; the one before opens nothing any more. */
function rotate(id: string, { clinicId }: OfClinic): Promise<string> {
  return inClinic(clinicId, async (tx, clinic) => {
    const before = (await listKeys(tx, clinic)).find((each) => each.id === id);
    if (!before) throw noSuchKey();
    const key = newKey();
    const { staffId, role, label, scopes, expiresAt } = before;
    const next = await addKey(tx, {
      clinicId: clinic,
      keyHash: hashOfSecret(key),
      staffId,
      role: role as Role,
      label,
      scopes,
      expiresAt,
    });
    await revokeKey(tx, clinic, id);
    await noted(tx, clinic, 'key.rotated', id);
    return shownOnce(next, key);
  });
}

function revoke(id: string, { clinicId }: OfClinic): Promise<string> {
  return inClinic(clinicId, async (tx, clinic) => {
    if (!isId(id) || !(await revokeKey(tx, clinic, id))) throw noSuchKey();
    await noted(tx, clinic, 'key.revoked', id);
    return 'It opens nothing any more.';
  });
}

const list = ({ clinicId }: OfClinic): Promise<string> =>
  inClinic(clinicId, async (tx, clinic) => {
    const keys = await listKeys(tx, clinic);
    return keys.length === 0 ? 'No key opens anything.' : keys.map(lineOf).join('\n');
  });

function lineOf({ id, label, role, owner, scopes, expiresAt, lastUsedAt }: KeyRow): string {
  const day = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString().slice(0, 10));
  const may = scopes === null ? 'whatever the role may' : scopes.join(', ');
  return `${id}  ${label}  ${role}, ${owner ?? 'a program'}  may: ${may}  ends: ${day(expiresAt)}  last used: ${day(lastUsedAt)}`;
}

const inClinic = (clinicId: string | undefined, work: (tx: Tx, clinicId: string) => Promise<string>): Promise<string> =>
  onOwnDatabase((db) => transact(db, async (tx) => work(tx, (await oneClinic(tx, clinicId ?? null)).id)));

const shownOnce = (id: string, text: string): string =>
  `${id}\n${text}\nThis is shown once: keep it where only its program reads it.`;
const noSuchKey = (): DomainError =>
  new DomainError('not-found', 'There is no such key in this clinic, or it opens nothing any more.');

function daysIn(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new DomainError('invalid', '--days is not a whole number of days from 1 to 9999.');
}

const clinicOption = ['--clinic-id <id>', 'which clinic, where there are several'] as const;

/** `throughline key create|rotate|revoke|list`: what programs ask by. */
export function keyCommands(): Command {
  const key = new Command('key').description('give keys to programs, and take them back');
  key
    .command('create')
    .description('make a key for a program')
    .requiredOption('--label <text>', 'which program it is for')
    .addOption(new Option('--role <role>', 'whose rights it has').choices(roles).makeOptionMandatory())
    .option('--scope <deed...>', 'for these deeds only, such as "see work"')
    .option('--days <number>', 'how long it opens anything; for ever when left out')
    .option(...clinicOption)
    .action((options: Created) => said(async () => create(options)));
  for (const [name, says, run] of [
    ['rotate', 'make another key in place of this one', rotate],
    ['revoke', 'let a key open nothing any more', revoke],
  ] as const)
    key
      .command(`${name} <id>`)
      .description(says)
      .option(...clinicOption)
      .action((id: string, options: OfClinic) => said(() => run(id, options)));
  key
    .command('list')
    .description('every key that opens something, and when it was last used')
    .option(...clinicOption)
    .action((options: OfClinic) => said(() => list(options)));
  return key;
}
