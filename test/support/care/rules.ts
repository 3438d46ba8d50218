import { join } from 'node:path';
import { loadPathway } from '../../../src/catalogue/pathway/load-pathway';
import type { Pathway } from '../../../src/domain/pathway/types';
import type { Predicate } from '../../../src/domain/rules/predicates';
import type { Rules } from '../../../src/domain/step/rules';
import { ladderSettings } from '../ladder-settings';
import { root, shippedInstruments } from './shipped';

/** The pathway as shipped, in a London clinic without a spread of wakes. */
export function shippedRules(): Rules {
  const instruments = shippedInstruments();
  const pathway = loadPathway(join(root, 'pathways', 'post-laminectomy-syndrome', 'v1.yaml'), instruments);
  return { pathway, clinic: { ...ladderSettings, wakeSpreadMinutes: 0 }, instruments };
}

/** Two trials side by side that share nothing: one judged by PEG, one by RMDQ-24. */
export function twoTrackRules(): Rules {
  const rules = shippedRules();
  return {
    ...rules,
    pathway: { ...rules.pathway, tracks: [simpleTrack('first', 'peg'), simpleTrack('second', 'rmdq-24')] },
  };
}

function simpleTrack(id: string, score: string): Pathway['tracks'][number] {
  const when: Predicate = { kind: 'improved', score, byPercent: 30, withinDays: 14 };
  const again = {
    to: 'again',
    afterDays: 42,
    atMost: 1,
    otherwise: { to: 'end', outcome: 'returned-to-referrer' },
  } as const;
  return {
    id,
    first: 'trial',
    stages: [
      {
        id: 'trial',
        kind: 'medication-trial',
        title: `Trial ${id}`,
        checkIns: [{ checkIn: id === 'first' ? 'weekly' : 'trial-end', every: { days: 7 } }],
        startWithinDays: 14,
        trialDays: 42,
        baseline: { scores: [score], maxAgeDays: 14 },
        adequacy: [{ class: `class-${id}`, doseLevels: ['target'], weeks: 4, source: 'test' }],
        doseLevels: ['starting', 'target'],
        success: { id: 'success', when, source: 'test' },
        gate: { id: `gate-${id}`, question: 'Go on?', answerWithinDays: 7, approve: again, decline: again },
      },
    ],
  };
}
