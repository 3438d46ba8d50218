import { check } from '../../domain/pathway/checks/check';
import type { CheckContext, CheckRule, Finding } from '../../domain/pathway/checks/finding';
import type { Pathway } from '../../domain/pathway/types';
import { releaseHash } from './load-pathway';
import { inPlainWords, pathInWords } from '../../domain/shapes/fault';
import { PathwayFile } from './pathway-schema';
import { type NameFault, parsePathway } from './said-once';
import type { Position } from '../read-yaml';

/** A finding where it stands in the text. `sentence` is reason and fix behind the field's name. */
export type PlacedFinding = Position & Pick<Finding, 'rule' | 'reason' | 'fix'> & { path: string; sentence: string };

export type Validation = { pathway: Pathway | null; findings: PlacedFinding[] };

/** What a validation is told of its surroundings; `released`: hashes of released versions by number, null where unknown. */
export type Surroundings = Omit<CheckContext, 'hashes'> & { released: Record<string, string> | null };

/** Everything wrong with the text of a pathway file, in the order of its lines. Nothing is read or kept. */
export function validatePathway(text: string, { released, ...surroundings }: Surroundings): Validation {
  const { value, errors, faults, positionOf } = parsePathway(text);
  const place = ({ rule, path, reason, fix }: Finding): PlacedFinding => {
    const name = pathInWords(path);
    return { ...positionOf(path), rule, path: name, reason, fix, sentence: `${name} ${reason}: ${fix}.`.trim() };
  };
  if (errors.length > 0) return { pathway: null, findings: errors.map(unreadable) };
  if (faults.length > 0) return { pathway: null, findings: inOrder(faults.map((fault) => place(misshapen(fault)))) };

  const parsed = PathwayFile.safeParse(value, { error: inPlainWords });
  if (!parsed.success)
    return { pathway: null, findings: inOrder(parsed.error.issues.map((issue) => place(misshapen(issue)))) };

  const pathway = parsed.data;
  const hashes = released && { now: releaseHash(pathway), released: released[String(pathway.version)] ?? null };
  return { pathway, findings: inOrder(check(pathway, { ...surroundings, hashes }).map(place)) };
}

function unreadable({ position, message }: { position: Position; message: string }): PlacedFinding {
  const reason = `is not readable YAML: ${message}`;
  const fix = 'correct the indentation, quotes or brackets there';
  return { ...position, rule: 'shape', path: '', reason, fix, sentence: `The file ${reason}: ${fix}.` };
}

/** Fields that exist so that one rule can be kept: where they are missing, that rule is named. */
const guardedFields: Record<string, CheckRule> = {
  deadlineDays: 'wait.no-deadline',
  startWithinDays: 'wait.no-deadline',
  answerWithinDays: 'wait.no-deadline',
  windowDays: 'wait.no-deadline',
  atMost: 'loop.no-limit',
  source: 'threshold.no-source',
};

function misshapen({ path, message, ...known }: NameFault): Finding {
  const field = String(path.at(-1) ?? '');
  const missing = message.startsWith('is missing') && Object.hasOwn(guardedFields, field);
  const rule: CheckRule = known.rule ?? (missing ? guardedFields[field] : undefined) ?? 'shape';
  const [reason = message, ...fix] = message.split(': ');
  return {
    rule,
    path: path.map((part) => (typeof part === 'number' ? part : String(part))),
    reason,
    fix: fix.join(': ') || 'correct it',
  };
}

function inOrder(findings: PlacedFinding[]): PlacedFinding[] {
  return findings.toSorted((one, other) => one.line - other.line || one.column - other.column);
}
