import type { z } from 'zod';

/** Where in a file something is wrong, and what to do about it. */
export type Fault = { path: PropertyKey[]; message: string };

/** The fault where something is wrong, and nothing where it is not. */
export const faultIf = (isWrong: boolean, path: PropertyKey[], message: string): Fault[] =>
  isWrong ? [{ path, message }] : [];

/** Zod's issues in the words of somebody who edits these files. Handed to every parse, so that nested ones speak alike. */
export const inPlainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing: add it (${issue.expected})`
        : `must be of type ${issue.expected}, not ${nameOfType(issue.input)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `has no field ${issue.keys.map((key) => `"${key}"`).join(', ')}: remove it or correct its spelling`;
    case 'too_small':
      return issue.origin === 'number' ? `must be at least ${issue.minimum}` : 'must not be empty';
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'invalid_union':
      return 'is none of the known kinds: correct its "kind" or "type"';
    case 'invalid_key':
      return 'has a name that cannot be one here: correct its spelling';
    // The schemas say these themselves.
    case 'custom':
    case 'invalid_format':
    case 'invalid_element':
    case 'not_multiple_of':
      return undefined;
  }
};

function nameOfType(value: unknown): string {
  if (value === null) return 'empty';
  return Array.isArray(value) ? 'a list' : typeof value;
}

export function pathInWords(path: PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
