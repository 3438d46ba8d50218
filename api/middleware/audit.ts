import type { Request } from 'express';
import { isId } from '../../src/domain/facts/fields';
import type { Tx } from '../../src/storage/tx/connection';
import type { Store } from '../../src/storage/store';
import { nameInRecords, type Principal } from './principal';
import type { Reply, Route } from '../routes/route';

export type Audit = {
  /** In the transaction of a change: there is never one without the other. */
  changed: (tx: Tx, reply: Reply) => Promise<void>;
  /** Before anybody sees the answer to what changed nothing. */
  shown: (reply: Reply) => Promise<void>;
  /** Somebody tried, and it was not to be. */
  refused: (status: number) => Promise<void>;
};

/** What a request leaves in the audit: one row, wherever it is written. A list that is read again and again leaves few. */
export function auditOf(route: Route, store: Store, req: Request, principal: Principal): Audit {
  let written = false;
  const about = route.about === 'patient';
  const entry = (status: number, subject?: string) => ({
    clinicId: principal.clinicId,
    principal: nameInRecords(principal),
    action: `${route.method.toUpperCase()} ${route.path}`,
    subject: subject ?? idIn(req),
    status,
  });
  return {
    changed: async (tx, { status, subject }) => {
      await store.audit.writeAudit(tx, entry(status, subject));
      written = true;
    },
    shown: async ({ status, subject, shown }) => {
      if (written) return;
      if (shown !== undefined) await store.audit.writeRead(store.db, { ...entry(status, subject), shown });
      else if (!about) return;
      else if (route.method === 'get') await store.audit.writeView(store.db, entry(status, subject));
      else await store.audit.writeAudit(store.db, entry(status, subject));
    },
    refused: async (status) => {
      if (about || route.method !== 'get') await store.audit.writeAudit(store.db, entry(status));
    },
  };
}

/** What is no id was typed by somebody: it may be anything, and is not worth keeping. */
const idIn = ({ params: { id } }: Request): string | null => (isId(id) ? id : null);
