import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadClinic } from '../../../../src/catalogue/clinic/load-clinic';
import {
  validatePathway,
  type Surroundings,
  type Validation,
} from '../../../../src/catalogue/pathway/validate-pathway';
import type { ClinicSettings } from '../../../../src/domain/words/clinic';
import { checkRules, type CheckRule } from '../../../../src/domain/pathway/checks/finding';
import { textIn } from '../../../../src/domain/patient-texts/texts';
import { protocol } from '../../../../src/domain/telling/protocol/protocol';
import { emergencyAsUsual } from '../../../support/care/emergency-as-usual';
import { root, shippedInstruments } from '../../../support/care/shipped';

const text = readFileSync(join(__dirname, 'sound.yaml'), 'utf8');
const instruments = shippedInstruments();
const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), instruments);
const words = { subject: 'Questions about your care', lead: 'A few short questions.', action: 'Answer' };
const surroundings: Surroundings = {
  instruments,
  clinic,
  messages: { en: { invite: words, 'reminder-1': words, 'reminder-2': words } },
  pages: ['en'],
  released: {},
};

type Slip = { from: string; to: string; around?: Partial<Surroundings> };

/** The text with one slip of the pen; a slip that changes nothing would prove nothing. */
function slipped({ from, to, around = {} }: Slip): Validation & { line: number } {
  if (!text.includes(from)) throw new Error(`sound.yaml does not hold ${JSON.stringify(from)}`);
  const line = text.slice(0, text.indexOf(from)).split('\n').length;
  const changed = text.replace(from, () => to);
  return { ...validatePathway(changed, { ...surroundings, ...around }), line };
}

const nothing = { from: 'id: sound', to: 'id: sound' };
const inClinic = (change: Partial<ClinicSettings>): Slip => ({
  ...nothing,
  around: { clinic: { ...clinic, ...change } },
});
const decisionLadder = (change: Partial<ClinicSettings['policies']['decision']>): Slip =>
  inClinic({ policies: { ...clinic.policies, decision: { ...clinic.policies.decision, ...change } } });
/** The clinic's texts, with one rule that no page was written for. */
function withoutItsOwn(rule: string): ClinicSettings['texts'] {
  const help = Object.entries(clinic.texts.en?.help ?? {}).map(([page, words]) => {
    return [page, { ...words, for: (words.for ?? []).filter((each) => each !== rule) }] as const;
  });
  const { text } = textIn(clinic.texts, 'en');
  return { en: { ...text, help: Object.fromEntries(help) } };
}
const safety = (callAt: string): string =>
  `{ count: 2, callWithinWorkingDays: 2 }\n    safety: { opensAt: '09:00', remindAfterHours: 3, callAt: '${callAt}' }\n  - id: ending`;
const afterWeekly = '{ count: 2, callWithinWorkingDays: 2 }\n  - id: ending';

const signed = 'by: Dr Osei, on: 2026-11-02, reviewOn: 2027-11-02';
const released = `state: released\nauthor: Ann\napprovedBy: Dr Osei\nsignatures: [{ thresholds: [care/trial/success], ${signed} }]`;

const rules = "rules: { better: { id: success.better, when: { attended: { percent: 75 } }, source: '75 % [D]' } }";

const watched = `medicines: { confirmedWithinDays: 28, classes: [snri], prompts: [{ id: prompt.x, about: [snri], text: x, source: 'x [D]' }], watch: [{ classes: [snri], checkIn: weekly, everyDays: 28, source: 'x [D]' }] }\ntracks:\n`;

/** One way at least to break each rule, and what is then said. */
const slips: [CheckRule, Slip, string][] = [
  ['shape', { from: 'title: Review', to: 'titel: Review' }, 'has no field "titel"'],
  [
    'name.unknown',
    { from: '[red-flags, peg]', to: '[red-flags, pegs]' },
    'asks "pegs", which is no file in instruments/',
  ],
  ['name.unknown', { from: 'first: diagnosis', to: 'first: intake' }, 'names the stage "intake"'],
  ['name.unknown', { from: 'otherwise: trial', to: 'otherwise: trail' }, 'leads to the stage "trail"'],
  ['name.unknown', { from: 'checkIn: ending', to: 'checkIn: end' }, '"end" is no check-in of this pathway'],
  ['name.unknown', { from: 'scores: [peg]', to: 'scores: [peg, odi-x]' }, '"odi-x" is no score of any instrument'],
  ['name.unknown', { from: 'doseLevels: [target]', to: 'doseLevels: [high]' }, 'name "high", which is no dose level'],
  ['name.clash', { from: 'id: ending', to: 'id: weekly' }, 'hold two of the check-in "weekly"'],
  ['name.clash', { from: 'id: refer\n', to: 'id: go-on\n' }, 'hold two of the gate "go-on"'],
  [
    'name.unused',
    { from: 'title: A sound pathway', to: `title: A sound pathway\n${rules}` },
    'is used by no stage: use it or remove it',
  ],
  [
    'stage.unreachable',
    { from: 'approve: { stage: review }', to: 'approve: { end: referred-to-surgery }' },
    '"review" is never reached',
  ],
  [
    'stage.no-way-out',
    {
      from: 'approve: { end: referred-to-surgery }\n          decline: { end: returned-to-referrer }',
      to: 'approve: { stage: review }\n          decline: { stage: review }',
    },
    '"review" has no way on that ever ends',
  ],
  [
    'loop.no-limit',
    { from: 'otherwise: { end: returned-to-referrer }', to: 'otherwise: { stage: diagnosis }' },
    'leads back to "diagnosis"',
  ],
  ['loop.no-limit', { from: 'approve: { stage: review }', to: 'approve: { stage: trial }' }, 'leads back to "trial"'],
  ['loop.no-limit', { from: 'afterDays: 42, atMost: 2, ', to: 'afterDays: 42, ' }, 'is missing'],
  ['wait.no-deadline', { from: 'deadlineDays: 42', to: 'deadlineDays: 4200' }, 'is 4200 days, which is no deadline'],
  ['wait.no-deadline', { from: '        deadlineDays: 42\n', to: '' }, 'is missing'],
  ['rule.reads-too-early', { from: 'of: pgic', to: 'of: phq-9' }, 'reads the score "phq-9"'],
  [
    'rule.reads-too-early',
    { from: '{ score: { of: pgic, atMost: 2, withinDays: 14 } }', to: '{ missed: { checkIn: daily, inARow: 2 } }' },
    'counts misses of "daily"',
  ],
  [
    'rule.reads-too-early',
    {
      from: '{ score: { of: pgic, atMost: 2, withinDays: 14 } }',
      to: '{ flag: { flag: red-flag.unheard-of, withinDays: 14 } }',
    },
    'reads the flag "red-flag.unheard-of"',
  ],
  [
    'rule.never-true',
    { from: 'atMost: 2, withinDays', to: 'atMost: 0, withinDays' },
    'can never be true: PGIC at most 0',
  ],
  ['rule.never-true', { from: 'byPercent: 30', to: 'byPoints: 11' }, 'can never be true: PEG improved by 11 points'],
  [
    'rule.never-true',
    {
      from: '- { improved: { score: peg, byPercent: 30, withinDays: 14 } }',
      to: '- { score: { of: pgic, atLeast: 4, withinDays: 14 } }',
    },
    'its parts exclude each other',
  ],
  [
    'rule.never-true',
    {
      from: '- { improved: { score: peg, byPercent: 30, withinDays: 14 } }',
      to: '- { recorded: { event: diagnosis.recorded } }',
    },
    'can never be true: diagnosis.recorded',
  ],
  [
    'rule.never-fires',
    {
      from: '- { improved: { score: peg, byPercent: 30, withinDays: 14 } }',
      to: '- { worsened: { score: peg, byPoints: 1, inARow: 2, apartDays: 5, withinDays: 14 } }',
    },
    'can never be met by answers to peg in “weekly” every 7 days',
  ],
  [
    'rule.met-by-silence',
    {
      from: '- { improved: { score: peg, byPercent: 30, withinDays: 14 } }\n              - { score: { of: pgic, atMost: 2, withinDays: 14 } }',
      to: '- { missed: { checkIn: weekly, inARow: 2 } }\n              - { elapsed: { days: 42 } }',
    },
    'is met although nobody answers: all of: (2 weekly check-ins missed in a row; 42 days in this stage)',
  ],
  [
    'rule.no-baseline',
    { from: 'scores: [peg]', to: 'scores: [nrs]' },
    'compares "peg" with a baseline that this stage does not freeze',
  ],
  ['trial.never-adequate', { from: 'weeks: 4', to: 'weeks: 7' }, 'are more than the trial of 42 days can hold'],
  [
    'gate.too-late',
    {
      from: 'kind: surgical-review\n        title: Review\n',
      to: `kind: follow-up
        title: Review
        points: [91]
        graceDays: 14
        gateAt: last-point
        baseline: { scores: [peg], maxAgeDays: 14 }
        success:
          id: success.held
          when: { improved: { score: peg, byPercent: 30, withinDays: 21 } }
          source: 'Dworkin 2008 [F]'
`,
    },
    'puts its question at the last point alone',
  ],
  ['gate.no-owner', decisionLadder({ rungs: [] }), 'the clinic\'s ladder "decision" has no rung'],
  [
    'gate.no-owner',
    decisionLadder({ rungs: [{ rota: 'nobody', waitMinutes: 5 }] }),
    'begins with "nobody", which is no rota',
  ],
  [
    'alert.no-owner',
    inClinic({ policies: { ...clinic.policies, spine: { ...clinic.policies.spine, rungs: [] } } }),
    'is told to nobody',
  ],
  [
    'alert.no-owner',
    {
      from: '[red-flags, peg]',
      to: '[red-flags, peg, phq-9]',
      around: { clinic: { ...clinic, namedPolicies: { immediate: { ...clinic.policies.spine, rungs: [] } } } },
    },
    'the clinic\'s ladder "immediate" has no rung',
  ],
  ['ladder.no-last-rung', decisionLadder({ exhausted: { rota: 'nobody', repeatMinutes: 60 } }), 'ends with nobody'],
  ['reminder.order', { from: '[2, 4]', to: '[4, 2]' }, 'must come later than the one before'],
  ['reminder.after-window', { from: '[2, 4]', to: '[2, 7]' }, 'must come before the check-in closes after 7 days'],
  [
    'reminder.quiet-hours',
    inClinic({ promptHours: { from: '05:00', to: '20:00' } }),
    'are sent between 05:00 and 20:00, at night',
  ],
  [
    'check-in.overlap',
    { from: 'windowDays: 7', to: 'windowDays: 8' },
    'opens the next "weekly" before the last one closes',
  ],
  ['safety.not-first', { from: '[red-flags, peg]', to: '[peg, red-flags]' }, '"red-flags" holds safety questions'],
  ['watch.asks-nothing', { from: 'tracks:\n', to: watched }, 'asks "weekly", which has no form'],
  ['safety.call-late', { from: afterWeekly, to: safety('12:00') }, 'is 12:00, but the reminder goes out at 12:00'],
  ['safety.call-unstaffed', { from: afterWeekly, to: safety('18:00') }, 'is 18:00, when nobody is in'],
  ['reminder.quiet-hours', { from: afterWeekly, to: safety('14:00').replace('09:00', '04:00') }, 'is 04:00, at night'],
  [
    'burden.over-budget',
    { from: 'once: { afterDays: 42, from: trial }', to: 'every: { days: 8 }' },
    'send up to 6 messages a week',
  ],
  ['burden.page-fatigue', { ...nothing, around: emergencyAsUsual() }, 'with the emergency page "emergency"'],
  [
    'recall.floor-broken',
    { from: 'every: { days: 7 }', to: 'every: { days: 6 }' },
    'asks "peg" more often than its 7 days of recall',
  ],
  ['text.missing', { from: 'languages: [en]', to: 'languages: [en, de]' }, 'has no mails in "de"'],
  ['text.missing', { from: 'languages: [en]', to: 'languages: [en, de]' }, '"sound" has no pages in "de"'],
  ['text.missing', { from: 'languages: [en]', to: 'languages: [en, de]' }, 'has no emergency texts in "de"'],
  [
    'text.not-own',
    inClinic({ texts: withoutItsOwn('red-flag.fever') }),
    'whose rule "red-flag.fever" has no text of its own: the page "infection" is not written for it in "en"',
  ],
  ['text.missing', { from: 'languages: [en]', to: 'languages: [de]' }, 'which is worded in "en" and not in "de"'],
  [
    'instrument.staff-only',
    { from: '[rmdq-24, pgic]', to: '[rmdq-24, pgic, odi]' },
    'of which only a total can be entered',
  ],
  ['threshold.no-source', { from: 'four weeks [D]', to: 'four weeks' }, 'does not say how well its number is known'],
  ['threshold.no-source', { from: "          source: 'Dworkin 2008 [F]'\n", to: '' }, 'is missing'],
  [
    'message.clinical-word',
    {
      ...nothing,
      around: {
        messages: {
          en: { invite: { ...words, subject: 'Your pain score' }, 'reminder-1': words, 'reminder-2': words },
        },
      },
    },
    'sends "pain" in messages.en.yaml (invite.subject)',
  ],
  ['version.changed', { ...nothing, around: { released: { '1': '0'.repeat(64) } } }, 'was released with other content'],
  ['version.changed', { from: 'state: draft', to: 'state: released' }, 'is released, but released.json does not hold'],
  ['release.unsigned', { from: 'state: draft', to: 'state: released' }, 'nobody says which clinician approved it'],
  [
    'release.unsigned',
    { from: 'state: draft', to: released },
    'belongs to a threshold that nobody has signed: have a clinician sign "care/trial/adequacy/snri"',
  ],
  [
    'release.unsigned',
    { from: 'state: draft', to: `state: draft\nsignatures: [{ thresholds: [care/trail], ${signed} }]` },
    '"care/trail" leads to no threshold',
  ],
  ['recall.unexplained', { from: 'state: draft', to: 'state: recalled' }, 'is recalled, but nobody says why'],
  [
    'recall.unexplained',
    { from: 'state: draft', to: 'state: draft\nrecalled: { on: 2026-11-02, reason: a limit was wrong }' },
    'is said of a version whose state is draft',
  ],
  [
    'tuning.no-number',
    { from: 'state: draft', to: 'state: draft\ntunable: [{ id: care/trial/success/when, min: 1, max: 2 }]' },
    'leads to no number outside a rule',
  ],
  [
    'tuning.no-number',
    { from: 'state: draft', to: 'state: draft\ntunable: [{ id: checkIns/weekly/windowDays, min: 8, max: 9 }]' },
    "leaves out the file's own value 7",
  ],
];

describe('a pathway', () => {
  it('with nothing wrong has no finding, and can be explained', () => {
    const { pathway, findings } = validatePathway(text, surroundings);

    expect(findings).toEqual([]);
    expect(pathway && protocol(pathway, instruments)).toContain('PGIC is 2 or less (answer of the last 14 days)');
  });

  it.each(slips)('that breaks %s is refused with reason and fix', (rule, slip, reason) => {
    const { findings } = slipped(slip);

    const found = findings.find((finding) => finding.rule === rule && finding.sentence.includes(reason));
    expect({ found: found?.sentence ?? findings.map((each) => `${each.rule}: ${each.sentence}`) }).toEqual({
      found: expect.stringContaining(reason) as string,
    });
    expect(found?.fix).toMatch(/\w/);
  });

  it('is judged by rules that each have a slip to prove them', () => {
    expect(new Set(slips.map(([rule]) => rule))).toEqual(new Set(Object.keys(checkRules)));
  });
});
