import { DomainError } from '../../src/domain/error';
import type { Principal } from '../principal';
import type { Route } from '../route';

/** Lets pass whom the route names. */
export function requireRole({ roles }: Route, { role }: Principal): void {
  if (roles.includes(role)) return;
  throw new DomainError('not-allowed', `Your role may not do this. It is for: ${roles.join(', ')}.`);
}
