import { DomainError } from './error';
import type { ScoreRule } from './instrument/types';
import type { CheckInDefinition, Stage, Track } from './pathway/types';
import type { Rules } from './rules';
import type { TrackState } from './state';

// Finds the parts of the rules by name. A missing one is a broken pathway file, which the catalogue refuses: hence a throw.

export function trackOf(rules: Rules, id: string): Track {
  return found(rules, 'track', id, rules.pathway.tracks);
}

export function stageOf(rules: Rules, at: Pick<TrackState, 'track' | 'stage'>): Stage {
  return found(rules, 'stage', at.stage, trackOf(rules, at.track).stages);
}

export function checkInOf(rules: Rules, id: string): CheckInDefinition {
  return found(rules, 'check-in', id, rules.pathway.checkIns);
}

export function scoreRuleOf(rules: Rules, score: string): ScoreRule {
  for (const instrument of Object.values(rules.instruments)) {
    const rule = instrument.scores.find((each) => each.score === score);
    if (rule) return rule;
  }
  throw missing(rules, 'score', score);
}

/** `post-laminectomy-syndrome/v1#care/diagnosis/deadline`: a rule with the version that holds it. */
export function ruleName(rules: Rules, ...path: string[]): string {
  return `${rules.pathway.id}/v${String(rules.pathway.version)}#${path.join('/')}`;
}

function found<T extends { id: string }>(rules: Rules, what: string, id: string, among: T[]): T {
  const one = among.find((each) => each.id === id);
  if (!one) throw missing(rules, what, id);
  return one;
}

function missing(rules: Rules, what: string, id: string): DomainError {
  const { id: pathway, version } = rules.pathway;
  return new DomainError('configuration', `Pathway ${pathway} v${String(version)} has no ${what} "${id}".`, {
    pathway,
    version,
  });
}
