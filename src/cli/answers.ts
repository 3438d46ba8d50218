import type { ClinicSettings } from '../domain/words/clinic';
import { DomainError } from '../domain/words/error';
import { writeAudit } from '../storage/house/audit';
import { lockClinic } from '../storage/clinic/settings';
import type { Tx } from '../storage/tx/connection';

/** A refusal is one sentence per fault, and an exit code that scripts see. */
export async function said(run: () => Promise<string>): Promise<void> {
  try {
    console.log(await run());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** The clinic of this id, or the only one, locked. */
export async function oneClinic(
  tx: Tx,
  id: string | null,
): Promise<{ id: string; name: string; settings: ClinicSettings }> {
  const [only, another, ...more] = await lockClinic(tx, id);
  if (!only)
    throw new DomainError('not-found', 'There is no such clinic in this database: leave --clinic-id out to see.');
  if (!another) return only;
  const list = [only, another, ...more].map((each) => `${each.id} (${each.name})`).join(', ');
  throw new DomainError('invalid', `This database holds several clinics: name one with --clinic-id. ${list}`);
}

/** What is done at the machine itself is done by whoever may use it: there is nobody yet who could be named. */
export const noted = (tx: Tx, clinicId: string, action: string, subject: string | null): Promise<void> =>
  writeAudit(tx, { clinicId, principal: 'command line', action, subject, status: 200 });
