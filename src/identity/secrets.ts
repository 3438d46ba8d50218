import { createHash, randomBytes } from 'node:crypto';

// What opens a door: keys of programs, sessions of people. All are random, so a plain hash is enough: there is nothing to
// guess from a stolen table.

/** 256 random bits. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

export const newKey = (): string => `tl_${newSecret()}`;

/** What is kept of a secret. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret, 'utf8').digest();
