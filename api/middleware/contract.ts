import type { z } from 'zod';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import express, { type Request, type RequestHandler } from 'express';
import { DomainError } from '../../src/domain/words/error';
import { sendProblem } from './error-handler';

export type FieldFault = { field: string; message: string };

/** Reads a value by its contract, or refuses it with every fault at once, in the order of the form. */
export function readContract<T>(contract: z.ZodType<T>, value: unknown): T {
  const result = contract.safeParse(value, { error: plainWords });
  if (result.success) return result.data;
  throw fieldsRefused(faultsOf(result.error.issues));
}

/** The 422 that names every field to be mended. */
export function fieldsRefused(faults: FieldFault[]): DomainError {
  const errors = firstOfEach(faults);
  const fields = errors.map(({ field }) => field).join(', ');
  return new DomainError('invalid', `Nothing was changed. Please correct: ${fields}.`, { errors });
}

function faultsOf(issues: readonly z.core.$ZodIssue[]): FieldFault[] {
  return issues.flatMap((issue): FieldFault[] => {
    if (issue.code !== 'unrecognized_keys') return [{ field: nameOf(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({
      field: nameOf([...issue.path, shorten(key)]),
      message: 'There is no such field here: leave it out.',
    }));
  });
}

/** One sentence a field: whoever mends the first fault sees the next one then. */
const firstOfEach = (faults: FieldFault[]): FieldFault[] =>
  faults.filter(({ field }, index) => faults.findIndex((fault) => fault.field === field) === index);

const nameOf = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'body' : path.map(String).join('.'));
/** A name as somebody typed it, fit to be repeated. */
export const shorten = (key: string): string => key.replace(/[^\w.-]/g, '?').slice(0, 64);

/** For what a field has no words of its own. */
const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'This is missing.';
  if (issue.code === 'invalid_type') return `Give ${kinds[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'invalid_value') return `Give one of: ${issue.values.map(String).join(', ')}.`;
  if (issue.code === 'too_big') return `Give at most ${issue.maximum}.`;
  if (issue.code === 'too_small') return `Give at least ${issue.minimum}.`;
  return undefined;
};

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** The longest pathway file fits, twice over: it is sent to be validated. */
export const MOST_BODY_BYTES = 128 * 1024;

const hashes = new WeakMap<IncomingMessage, Buffer>();

/** SHA-256 of the bytes that were sent: for the Idempotency-Key, and not of the parsed value, which may be nested too deep. */
export const bodyHashOf = (req: IncomingMessage): Buffer => hashes.get(req) ?? createHash('sha256').digest();

const parse = express.json({
  limit: MOST_BODY_BYTES,
  strict: true,
  verify: (req, _res, bytes) => {
    hashes.set(req, createHash('sha256').update(bytes).digest());
  },
});

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || Number(req.headers['content-length'] ?? 0) > 0;

const onlyJson: RequestHandler = (req, res, next) => {
  if (hasBody(req) && !req.is('application/json')) {
    sendProblem(req, res, 415, {
      title: 'Not JSON',
      detail: 'Send the body as JSON with the header Content-Type: application/json.',
    });
    return;
  }
  next();
};

/** Whatever else comes is refused before a byte of it is read. */
export const jsonBody: RequestHandler[] = [onlyJson, parse];
