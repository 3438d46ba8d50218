import { deeds } from '../../src/domain/words/authority';
import { requireRight, type Principal } from './principal';
import type { Route } from '../routes/route';

/** Lets pass whom the table of authority names for what the route is for. */
export function requireDeed({ deed }: Route, principal: Principal): void {
  requireRight(principal, deeds[deed], 'do this');
}
