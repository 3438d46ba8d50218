import { Command, Option } from 'commander';
import { counted } from '../domain/telling/english';
import { careTeamPlaces } from '../domain/words/care-team';
import type { Role } from '../domain/words/authority';
import { DomainError } from '../domain/words/error';
import { addStaff, deactivate, listStaff, setSubject } from '../storage/clinic/staff';
import { countOf } from '../storage/enrolment/care-team';
import { openRotaGapTasks } from '../storage/rota/rotas';
import { transact } from '../storage/tx/transact';
import type { Tx } from '../storage/tx/connection';
import { noted, oneClinic, said } from './answers';
import { onOwnDatabase } from './own-database';

const people = ['coordinator', 'clinician', 'lead', 'operator'] as const satisfies readonly Role[];
const ADDRESS = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

type OfClinic = { clinicId?: string };
type Account = { subject?: string; issuer?: string };
type Added = OfClinic & Account & { name: string; role: Role; email: string };

/** Somebody who works here; by `subject` they can sign in. */
function add({ clinicId, name, role, email, ...account }: Added): Promise<string> {
  const address = email.trim().toLowerCase();
  if (!ADDRESS.test(address)) throw new DomainError('invalid', '--email is not one plain mail address.');
  return onOwnDatabase((db) =>
    transact(db, async (tx) => {
      const clinic = await oneClinic(tx, clinicId ?? null);
      if (await byEmail(tx, clinic.id, address))
        throw new DomainError('duplicate', 'Somebody who works here has this address already: give another --email.');
      const id = await addStaff(tx, { clinicId: clinic.id, name, role, email: address });
      if (account.subject !== undefined) await setSubject(tx, id, await freeAccount(tx, account));
      await noted(tx, clinic.id, 'staff.added', id);
      const next =
        account.subject === undefined ? ' They sign in once `throughline staff link` names their account.' : '';
      return `Added as ${role}: ${id}.${next}`;
    }),
  );
}

function link(email: string, { clinicId, ...account }: OfClinic & Account): Promise<string> {
  return changed(email, clinicId, async (tx, id) => {
    await setSubject(tx, id, await freeAccount(tx, account));
    return { action: 'staff.linked', says: 'They can sign in with this account from now on.' };
  });
}

/** Ends their sessions and keys in the same transaction; what they leave uncovered becomes a task of the leads. */
function leave(email: string, { clinicId }: OfClinic): Promise<string> {
  return changed(email, clinicId, async (tx, id, clinic) => {
    await deactivate(tx, id);
    await openRotaGapTasks(tx, clinic);
    const count = await countOf(tx, { clinicId: clinic, staffId: id, places: careTeamPlaces });
    const named = `${counted(count, 'patient')} on a pathway still ${count === 1 ? 'has' : 'have'} them in the care team: a coordinator or lead hands over below the rota.`;
    return {
      action: 'staff.deactivated',
      says: `They are signed out everywhere, and their keys open nothing.${count === 0 ? '' : ` ${named}`}`,
    };
  });
}

type Change = (tx: Tx, staffId: string, clinicId: string) => Promise<{ action: string; says: string }>;

function changed(email: string, clinicId: string | undefined, change: Change): Promise<string> {
  return onOwnDatabase((db) =>
    transact(db, async (tx) => {
      const clinic = await oneClinic(tx, clinicId ?? null);
      const id = await byEmail(tx, clinic.id, email.trim().toLowerCase());
      if (id === null) throw new DomainError('not-found', 'Nobody who works in this clinic has this address.');
      const { action, says } = await change(tx, id, clinic.id);
      await noted(tx, clinic.id, action, id);
      return says;
    }),
  );
}

function list({ clinicId }: OfClinic): Promise<string> {
  return onOwnDatabase((db) =>
    transact(db, async (tx) => {
      const staff = await listStaff(tx, (await oneClinic(tx, clinicId ?? null)).id);
      return staff.map(({ id, name, role, active }) => `${id}  ${role}  ${name}${active ? '' : '  (left)'}`).join('\n');
    }),
  );
}

async function byEmail(tx: Tx, clinicId: string, email: string): Promise<string | null> {
  const row = tx.selectFrom('staff_member').select('id').where('clinic_id', '=', clinicId).where('active', '=', true);
  return (await row.where((eb) => eb(eb.fn('lower', ['email']), '=', email)).executeTakeFirst())?.id ?? null;
}

/** An account of the provider of this house, unless another is named, that is nobody's yet. */
async function freeAccount(tx: Tx, { subject, issuer = process.env.OIDC_ISSUER }: Account) {
  if (subject === undefined || subject === '') throw new DomainError('invalid', '--subject is missing.');
  if (issuer === undefined || issuer === '')
    throw new DomainError('configuration', 'OIDC_ISSUER is missing: a subject means something at its provider only.');
  const taken = tx.selectFrom('staff_member').select('id').where('issuer', '=', issuer).where('subject', '=', subject);
  if (await taken.executeTakeFirst())
    throw new DomainError('duplicate', 'This account is somebody else’s already: look at `throughline staff list`.');
  return { issuer, subject };
}

const clinicOption = ['--clinic-id <id>', 'which clinic, where there are several'] as const;
const subjectOption = [
  '--subject <subject>',
  'what the identity provider calls them; the sign-in page shows it',
] as const;
const issuerOption = ['--issuer <url>', 'which provider; OIDC_ISSUER when left out'] as const;

/** `throughline staff add|link|deactivate|list`: who works in a clinic. */
export function staffCommands(): Command {
  const staff = new Command('staff').description('say who works in a clinic');
  staff
    .command('add')
    .description('add somebody who works here')
    .requiredOption('--name <name>', 'as it is shown')
    .addOption(new Option('--role <role>', 'what they are here').choices(people).makeOptionMandatory())
    .requiredOption('--email <address>', 'where alerts reach them')
    .option(...subjectOption)
    .option(...issuerOption)
    .option(...clinicOption)
    .action((options: Added) => said(async () => add(options)));
  staff
    .command('link <address>')
    .description('name the account with which somebody signs in')
    .requiredOption(...subjectOption)
    .option(...issuerOption)
    .option(...clinicOption)
    .action((email: string, options: OfClinic & Account) => said(() => link(email, options)));
  staff
    .command('deactivate <address>')
    .description('somebody works here no longer: end their sessions and keys at once')
    .option(...clinicOption)
    .action((email: string, options: OfClinic) => said(() => leave(email, options)));
  staff
    .command('list')
    .description('everybody who works or worked here')
    .option(...clinicOption)
    .action((options: OfClinic) => said(() => list(options)));
  return staff;
}
