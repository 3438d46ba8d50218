import { kindOfLeaf } from '../rules/leaves/index';
import type { Predicate } from '../rules/predicates';

// What a rule asks for, in plain English. Its leaves say their own part.

/** A rule as a sentence part: `at least 2 of: (PEG improved by 30 % …; …)`. */
export function predicateText(predicate: Predicate): string {
  if (!('of' in predicate)) return kindOfLeaf(predicate).text(predicate);
  switch (predicate.kind) {
    case 'all':
      return `all of: (${listOf(predicate.of)})`;
    case 'any':
      return predicate.of.map(predicateText).join(' or ');
    case 'at-least':
      return `at least ${String(predicate.count)} of: (${listOf(predicate.of)})`;
    case 'not':
      return `not: (${predicateText(predicate.of)})`;
  }
}

function listOf(parts: Predicate[]): string {
  return parts.map(predicateText).join('; ');
}

/**
 * A rule as a protocol says it: whole sentences with numbered parts, where a screen has room for a line only.
 * `at least 2 of these 3 hold: (1) PEG has improved by 30 % or more …`
 */
export function ruleSentence(predicate: Predicate): string {
  if (!('of' in predicate)) {
    const kind = kindOfLeaf(predicate);
    return kind.sentence?.(predicate) ?? kind.text(predicate);
  }
  switch (predicate.kind) {
    case 'all':
      return listed('all of these hold', predicate.of);
    case 'any':
      return predicate.of.every(isLeaf)
        ? predicate.of.map(ruleSentence).join(', or ')
        : listed('one of these holds', predicate.of);
    case 'at-least':
      return listed(`at least ${String(predicate.count)} of these ${String(predicate.of.length)} hold`, predicate.of);
    case 'not':
      return `it is known, and not so, that ${ruleSentence(predicate.of)}`;
  }
}

const isLeaf = (predicate: Predicate): boolean => !('of' in predicate);

/** Parts with parts of their own carry letters, so that "1" is never two things. */
function listed(opening: string, parts: Predicate[]): string {
  if (parts.length === 1 && parts[0]) return ruleSentence(parts[0]);
  const nested = parts.some((part) => !isLeaf(part));
  const marks = nested ? ['1', '2', '3', '4', '5', '6', '7', '8', '9'] : ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  return `${opening}: ${parts.map((part, index) => `(${marks[index] ?? '–'}) ${ruleSentence(part)}`).join('; ')}`;
}
