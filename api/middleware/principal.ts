import type { Request } from 'express';
import { DomainError } from '../../src/domain/words/error';
import { type Right, type Role, whoMay } from '../../src/domain/words/authority';
import type { Instant } from '../../src/domain/words/time';

/** Who asks. `staffId` is null for a program's own key, which cannot acknowledge, resolve or decide. */
export type Principal = {
  keyId: string;
  clinicId: string;
  staffId: string | null;
  role: Role;
  name: string;
  /** Of a key that is for some deeds only; null = whatever the role may. */
  scopes: readonly string[] | null;
  /** Of somebody who has signed in: when that was, and when they last did something. */
  session: { startedAt: Instant; activeAt: Instant } | null;
};

const principals = new WeakMap<Request, Principal>();

export function setPrincipal(req: Request, principal: Principal): void {
  principals.set(req, principal);
}

export function principalOf(req: Request): Principal | null {
  return principals.get(req) ?? null;
}

/** The person behind the key: what follows needs somebody who can be asked about it. */
export function namedPerson({ staffId }: Principal): string {
  if (staffId !== null) return staffId;
  throw new DomainError('not-allowed', 'This needs a named person: use a key that belongs to a member of staff.');
}

/** `what` completes "Your role may not …": the refusal says who may. */
export function requireRight(principal: Principal, right: Right, what: string): void {
  if (!right.roles.includes(principal.role)) {
    throw new DomainError('not-allowed', `Your role may not ${what}. It is for: ${whoMay(right)}.`);
  }
  if (right.person) namedPerson(principal);
}

/** How a principal is named in events and in the audit. */
export const nameInRecords = (principal: Principal): string => principal.staffId ?? `key:${principal.keyId}`;
