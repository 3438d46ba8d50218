import { rmSync } from 'node:fs';
import { loadCatalogue } from '../../src/catalogue/catalogue';
import { change, copiedData, messageOf } from './copied-data';

const pathway = 'pathways/post-laminectomy-syndrome/v1.yaml';

let folder: string;
beforeEach(() => {
  folder = copiedData();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a name or number that leads nowhere', () => {
  it.each([
    [
      'an instrument that does not exist',
      '[red-flags, peg]',
      '[red-flags, eq-5d]',
      'checkIns[0].ask[1] asks "eq-5d", which is no file in instruments/',
    ],
    [
      'safety questions that do not come first',
      '[red-flags, peg]',
      '[peg, red-flags]',
      'checkIns[0].ask[1] "red-flags" holds safety questions: ask it first',
    ],
    ['reminders out of order', '[2, 4]', '[4, 2]', 'reminderAfterDays[1] must come later than the one before'],
    [
      'a reminder after the close',
      '[2, 4]',
      '[2, 7]',
      'reminderAfterDays[1] must come before the check-in closes after 7 days',
    ],
    [
      'two check-ins of one name',
      'id: baseline',
      'id: weekly',
      'checkIns hold two of the check-in "weekly": rename one',
    ],
    [
      'a gate named twice',
      'id: surgical-decision',
      'id: surgical-review',
      'tracks hold two of the gate "surgical-review": rename one',
    ],
    [
      'a check-in that is not defined',
      'checkIn: trial-end',
      'checkIn: trial-final',
      'checkIn "trial-final" is no check-in of this pathway',
    ],
    [
      'a form asked more often than its recall',
      'every: { days: 7 }',
      'every: { days: 5 }',
      'every.days asks "peg" more often than its 7 days of recall',
    ],
    [
      'check-ins that overlap',
      'windowDays: 7',
      'windowDays: 8',
      'every.days opens the next "weekly" before the last one closes after 8 days',
    ],
    [
      'a day counted from a trial elsewhere',
      'from: stage',
      'from: trial',
      'once.from counts from a trial, which this stage does not have: write "stage"',
    ],
    [
      'a question only during a treatment, in a stage that knows none',
      'every: { days: 7 }',
      'every: { days: 7, while: treating }',
      'every.while waits for a treatment to be begun, which this stage does not know, and so is never asked: leave it out',
    ],
    [
      'a first stage that does not exist',
      'first: diagnosis',
      'first: intake',
      'first names the stage "intake", which this track does not have',
    ],
    [
      'a next stage that does not exist',
      'otherwise: neuropathic-trial',
      'otherwise: rehabilitation',
      'next.otherwise leads to the stage "rehabilitation", which this track does not have',
    ],
    [
      'a decision that leads nowhere',
      'approve: { stage: surgical-review }',
      'approve: { stage: surgery }',
      'gate.approve leads to the stage "surgery", which this track does not have',
    ],
    [
      'a refusal that in the end leads nowhere',
      'otherwise: { end: returned-to-referrer }',
      'otherwise: { stage: home }',
      'gate.decline leads to the stage "home", which this track does not have',
    ],
    [
      'a stage nobody reaches',
      'approve: { stage: surgical-review }',
      'approve: { end: referred-to-surgery }',
      'id "surgical-review" is never reached: lead there or remove it',
    ],
    [
      'an unknown dose level',
      'doseLevels: [target, maximum-tolerated]',
      'doseLevels: [target, highest]',
      'adequacy[0].doseLevels name "highest", which is no dose level of this stage',
    ],
    [
      'a trial too short to be adequate',
      'weeks: 4',
      'weeks: 7',
      'adequacy[0].weeks are more than the trial of 42 days can hold',
    ],
    [
      'two rules for one class',
      'class: snri',
      'class: gabapentinoid',
      'adequacy[2].class "gabapentinoid" has a rule already: keep one',
    ],
    [
      'a baseline nobody scores',
      'scores: [peg, nrs, rmdq-24]',
      'scores: [peg, nrs, rmdq-24, sf-36]',
      'baseline.scores[3] "sf-36" is no score of any instrument',
    ],
    [
      'a comparison without a baseline',
      'scores: [peg, nrs, rmdq-24]',
      'scores: [peg, rmdq-24]',
      'success.when compares "nrs" with a baseline that this stage does not freeze: add it to baseline.scores',
    ],
    [
      'a rule that reads what nobody asks',
      'ask: [rmdq-24, pgic]',
      'ask: [rmdq-24]',
      'success.when reads the score "pgic", which no check-in of this stage, before it or beside it asks for',
    ],
    [
      'a rule about an unknown check-in',
      '{ score: { of: pgic, atMost: 2, withinDays: 14 } }',
      '{ missed: { checkIn: monthly, inARow: 2 } }',
      'success.when counts misses of "monthly", which is no check-in of this pathway',
    ],
  ])('%s is refused by name and remedy', (_fault, from, to, message) => {
    change(folder, pathway, from, to);

    expect(messageOf(() => loadCatalogue(folder))).toContain(message);
  });
});
