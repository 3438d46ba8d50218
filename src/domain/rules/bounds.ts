import { z } from 'zod';
import { Days } from '../shapes/shapes';

// A number that is at most or at least something: two leaves ask for one.

export type Bounds = { atMost?: number | undefined; atLeast?: number | undefined };

export const bounds = { atMost: z.number().optional(), atLeast: z.number().optional(), withinDays: Days };

export const isBound = ({ atMost, atLeast }: Bounds): boolean => atMost !== undefined || atLeast !== undefined;
export const boundNeeded = { message: 'needs atMost or atLeast' };

/** `at most 4`. */
export function boundText({ atMost, atLeast }: Bounds): string {
  const parts = [
    atMost === undefined ? [] : [`at most ${String(atMost)}`],
    atLeast === undefined ? [] : [`at least ${String(atLeast)}`],
  ];
  return parts.flat().join(' and ');
}

/** `4 or less`. */
export function boundClause({ atMost, atLeast }: Bounds): string {
  if (atMost === undefined) return `${String(atLeast)} or more`;
  return atLeast === undefined ? `${String(atMost)} or less` : `from ${String(atLeast)} to ${String(atMost)}`;
}
