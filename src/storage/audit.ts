import type { Tx } from './connection';

export type AuditEntry = {
  clinicId: string;
  principal: string;
  action: string;
  subject: string | null;
  status: number;
};

/** Who did or read what about whom: ids only, and never changed afterwards. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      clinic_id: entry.clinicId,
      principal: entry.principal,
      action: entry.action,
      subject: entry.subject,
      status: entry.status,
    })
    .execute();
}
