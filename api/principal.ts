import type { Request } from 'express';
import { DomainError } from '../src/domain/error';
import type { Role } from '../src/domain/role';

/** Who asks. `staffId` is null for a program's own key, which cannot acknowledge, resolve or decide. */
export type Principal = { keyId: string; clinicId: string; staffId: string | null; role: Role; name: string };

const principals = new WeakMap<Request, Principal>();

export function setPrincipal(req: Request, principal: Principal): void {
  principals.set(req, principal);
}

export function principalOf(req: Request): Principal | null {
  return principals.get(req) ?? null;
}

/** The person behind the key: what follows needs somebody who can be asked about it. */
export function namedPerson(principal: Principal): string {
  if (principal.staffId !== null) return principal.staffId;
  throw new DomainError('not-allowed', 'This needs a named person: use a key that belongs to a member of staff.');
}

/** How a principal is named in events and in the audit. */
export const nameInRecords = (principal: Principal): string => principal.staffId ?? `key:${principal.keyId}`;
