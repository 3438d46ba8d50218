import type { RequestHandler } from 'express';
import { DomainError } from '../../src/domain/error';
import type { Role } from '../../src/domain/role';
import { principalOf } from '../principal';

/** Lets pass whom the route names. */
export function allow(roles: readonly Role[]): RequestHandler {
  return (req, _res, next) => {
    const principal = principalOf(req);
    if (principal && roles.includes(principal.role)) next();
    else next(new DomainError('not-allowed', `Your role may not do this. It is for: ${roles.join(', ')}.`));
  };
}
