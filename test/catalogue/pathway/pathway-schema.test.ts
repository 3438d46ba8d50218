import { rmSync } from 'node:fs';
import { loadCatalogue } from '../../../src/catalogue/catalogue';
import { change, copiedData, messageOf } from '../copied-data';

const pathway = 'pathways/post-laminectomy-syndrome/v1.yaml';
const messages = 'pathways/post-laminectomy-syndrome/messages.en.yaml';

let folder: string;
beforeEach(() => {
  folder = copiedData();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the shape of a pathway', () => {
  it.each([
    ['a missing field', 'title: Diagnosis', '', 'title is missing: add it (string)'],
    [
      'a misspelt field',
      'deadlineDays: 42',
      'deadlineDay: 42',
      'has no field "deadlineDay": remove it or correct its spelling',
    ],
    ['a text for a number', 'trialDays: 42', 'trialDays: six weeks', 'trialDays must be of type number, not string'],
    ['a number below its range', 'windowDays: 7', 'windowDays: 0', 'windowDays must be at least 1'],
    ['lost before anybody rang', 'lostAfter: 4', 'lostAfter: 2', 'missedInARow.lostAfter must be more than count'],
    ['a state that is none', 'state: draft', 'state: final', 'state must be one of draft, released, recalled'],
    [
      'an id with a space',
      'id: trial-end',
      'id: trial end',
      'id must be lower case with hyphens, like "weekly-check-in"',
    ],
    [
      'a stage of an unknown kind',
      'kind: surgical-review',
      'kind: surgery',
      'kind is none of the known kinds: correct its "kind" or "type"',
    ],
    [
      'an unknown mechanism',
      'mixed: neuropathic-trial',
      'mixt: neuropathic-trial',
      'next.byMechanism has no field "mixt": remove it or correct its spelling',
    ],
    [
      'a rule that is no rule',
      '{ score: { of: pgic',
      '{ scored: { of: pgic',
      'must be a rule: write one of all, any, not, atLeast, score, improved, worsened, elapsed, missed, recorded',
    ],
    [
      'a rule with both ways to count',
      'byPercent: 30',
      'byPercent: 30, byPoints: 2',
      'improved needs exactly one of byPercent and byPoints',
    ],
    ['a score without a bound', 'of: pgic, atMost: 2,', 'of: pgic,', 'score needs atMost or atLeast'],
    ['more demanded than listed', 'atLeast: 2 ', 'atLeast: 4 ', 'when.atLeast asks for more than its list holds'],
    [
      'a destination that is none',
      'approve: { stage: surgical-review }',
      'approve: { goto: surgical-review }',
      'approve must be a destination: write one of stage, again, end',
    ],
    [
      'an ending that is none',
      '{ end: referred-to-surgery }',
      '{ end: cured }',
      'approve.end must be one of returned-to-referrer, referred-to-surgery',
    ],
    [
      'a check-in without a rhythm',
      ', every: { days: 7 } }',
      ' }',
      'checkIns[0] must be asked "every: { days: … }" or "once: { afterDays: …, from: stage, trial or operation }"',
    ],
    ['a third reminder', '[2, 4]', '[2, 4, 6]', 'reminderAfterDays holds more than two reminders: keep two'],
    [
      'a rule about an unknown fact',
      '{ score: { of: pgic, atMost: 2, withinDays: 14 } }',
      '{ recorded: { event: tea.served } }',
      'recorded.event must be one of diagnosis.recorded,',
    ],
  ])('%s is refused by name and remedy', (_fault, from, to, message) => {
    change(folder, pathway, from, to);

    expect(messageOf(() => loadCatalogue(folder))).toContain(message);
  });
});

describe('the words of its messages', () => {
  it.each([
    [
      'a mail without a subject',
      'subject: Questions about your care',
      "subject: ''",
      'invite.subject must not be empty',
    ],
    ['a mail that was not written', 'reminder-2:', 'reminder-3:', 'reminder-2 is missing: add it (object)'],
  ])('%s is refused by name and remedy', (_fault, from, to, message) => {
    change(folder, messages, from, to);

    expect(messageOf(() => loadCatalogue(folder))).toContain(message);
  });
});
