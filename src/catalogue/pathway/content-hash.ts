import { createHash } from 'node:crypto';
import type { Pathway } from '../../domain/pathway/types';

/** SHA-256 of what a definition says. Keys in order, so that the hash depends on content alone. */
export function contentHash(value: unknown): string {
  const canonical = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
  return createHash('sha256').update(canonical).digest('hex');
}

/** What a released version is held to. A recall and a signature renewed after its review change nothing of what it says. */
export function releaseHash(pathway: Pathway): string {
  return contentHash({ ...pathway, state: undefined, recalled: undefined, signatures: undefined });
}
