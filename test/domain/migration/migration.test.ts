import { digest } from '../../../src/domain/step/digest';
import type { EventData, EventOf } from '../../../src/domain/words/event';
import { journalIn } from '../../../src/domain/telling/journal-text';
import { previewMigration } from '../../../src/domain/migration/preview';
import type { Pathway } from '../../../src/domain/pathway/types';
import type { MedicationTrialStage } from '../../../src/domain/stages/medication-trial/definition';
import { plan, PLAN_AHEAD } from '../../../src/domain/check-ins/plan';
import { refusal } from '../../../src/domain/facts/table';
import type { Rules } from '../../../src/domain/step/rules';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { at, enrolled, numbered, reachable } from '../../support/care/facts';
import { gateOf, play, scripts, type ScriptStep } from '../../support/care/scripted-patient';
import { nextVersion, twoVersions } from '../../support/care/versions';
import { injected, towardsInjection, wholeRules } from '../../support/care/whole';

type Migrated = EventOf<'pathway.migrated'>;

function migrated(when: number, data: Partial<EventData['pathway.migrated']> = {}, seq = 100): Migrated {
  const whole = { fromVersion: 1, toVersion: 2, reason: 'x', preview: '', ...data };
  return numbered([{ type: 'pathway.migrated', at: when, data: whole }], seq)[0] as Migrated;
}

function move(rules: Rules, state: EnrolmentState, when: number, data: Partial<EventData['pathway.migrated']> = {}) {
  return digest(rules, state, [migrated(when, data)], { now: when, observed: [] });
}

const inTheTrial = at('2026-12-18');
const played = (rules: Rules, until: number, script: readonly ScriptStep[] = scripts.cannotTell): EnrolmentState =>
  play(rules, script, { until }).state;

const trialStage = (pathway: Pathway): MedicationTrialStage => {
  const found = pathway.tracks[0]?.stages.find(({ kind }) => kind === 'medication-trial');
  if (found?.kind !== 'medication-trial') throw new Error('no trial');
  return found;
};
const trialOf = ({ tracks }: EnrolmentState) => {
  const own = tracks.find(({ track }) => track === 'care')?.own;
  if (own?.kind !== 'medication-trial' || !own.trial) throw new Error('no trial runs');
  return own.trial;
};

describe('the shipped pathway, from version 1 to version 2', () => {
  const rules = twoVersions();
  const state = played(rules, inTheTrial);

  it('asks which class a running trial counts as, for version 2 tells apart what version 1 did not', () => {
    expect(refusal(rules, state, migrated(inTheTrial))).toEqual({
      code: 'choice-needed',
      message: expect.stringMatching(
        /^Track "care": The class of the running trial has no rule here: .* Choose one of gabapentin, pregabalin/,
      ) as string,
    });
  });

  it('goes on with the trial, its baseline and its day of evaluation, and begins the tracks that run beside it', () => {
    const step = move(rules, state, inTheTrial, { classMap: { care: 'pregabalin' } });

    expect(step.rules.pathway.version).toBe(2);
    expect(trialOf(step.state)).toEqual({ ...trialOf(state), class: 'pregabalin' });
    expect(step.state.scores).toEqual(state.scores);
    expect(step.state.tracks.map(({ track, stage }) => [track, stage])).toEqual(
      expect.arrayContaining([
        ['care', 'neuropathic-trial'],
        ['psychology', expect.any(String)],
      ]),
    );
    expect(step.entries.map(journalIn('Europe/London'))).toContain(
      'The enrolment moved from version 1 of the pathway to version 2.',
    );
  });

  it('moves the day of evaluation only because the file counts other days for this class', () => {
    const step = move(rules, state, inTheTrial, { classMap: { care: 'gabapentin' } });

    expect(trialOf(state).evaluation.on).toBe('2027-01-16');
    expect(trialOf(step.state).evaluation.on).toBe('2027-02-13');
    expect(step.entries.map(journalIn('Europe/London'))).toContain(
      'The day of evaluation moved from 16 January 2027 to 13 February 2027.',
    );
  });

  it('is shown before it is done: tracks, days, messages by key and numbers that differ', () => {
    const before = JSON.stringify(state);
    const preview = previewMigration(rules, state, migrated(inTheTrial, { classMap: { care: 'gabapentin' } }));

    expect(JSON.stringify(state)).toBe(before);
    expect(preview.tracks.find(({ track }) => track === 'care')).toEqual({
      track: 'care',
      from: { stage: 'neuropathic-trial', title: 'Trial of a medicine for nerve pain' },
      to: { stage: 'neuropathic-trial', title: 'Trial of a medicine for nerve pain' },
      does: 'goes-on',
      why: null,
      choose: [],
      evaluation: { before: '2027-01-16', after: '2027-02-13' },
    });
    expect(preview.tracks.find(({ track }) => track === 'psychology')).toMatchObject({ from: null, does: 'begins' });
    expect(preview.checkIns?.every((change) => change.before !== change.after)).toBe(true);
    expect(preview.numbers).toContainEqual({ place: 'care/neuropathic-trial/trialDays', before: '42', after: '70' });
    expect(preview.numbers?.filter(({ place }) => place.startsWith('care/surgical-review'))).toEqual([]);
  });

  it('shows exactly what is planned once it is done: the same links, with more questions in them', () => {
    const wish = { classMap: { care: 'pregabalin' } };
    const preview = previewMigration(rules, state, migrated(inTheTrial, wish));
    const done = move(rules, state, inTheTrial, wish);

    const planned = plan(done.rules, done.state, inTheTrial + PLAN_AHEAD);
    expect(preview.checkIns?.length).toBeGreaterThan(0);
    for (const { key, after } of preview.checkIns ?? []) {
      const row = planned.find((each) => each.key === key);
      expect(row ? { opensAt: row.opensAt, ask: row.ask } : null).toEqual(after);
    }
    const before = plan(rules, state, inTheTrial + PLAN_AHEAD);
    const untouched = before.filter(({ key }) => !preview.checkIns?.some((each) => each.key === key));
    for (const { key, opensAt } of untouched) expect(planned).toContainEqual(expect.objectContaining({ key, opensAt }));
  });
});

describe('a stage that the new version does not have', () => {
  const renamed = nextVersion((pathway) => {
    trialStage(pathway).id = 'nerve-medicine';
    const [diagnosis] = pathway.tracks[0]?.stages ?? [];
    if (diagnosis?.kind === 'diagnosis') diagnosis.next = { byMechanism: {}, otherwise: 'nerve-medicine' };
  });
  const state = played(renamed, inTheTrial);

  it('is named, with what may be chosen, and nothing goes on without a choice', () => {
    expect(refusal(renamed, state, migrated(inTheTrial))?.message).toBe(
      'Track "care": There is no stage "neuropathic-trial" in this track any more. Choose one of diagnosis, nerve-medicine, surgical-review.',
    );
    const preview = previewMigration(renamed, state, migrated(inTheTrial));
    expect(preview.tracks[0]).toMatchObject({
      does: 'unclear',
      choose: ['diagnosis', 'nerve-medicine', 'surgical-review'],
    });
    expect(preview.messages).toBeNull();
  });

  it('goes on under the name that a person chose, with all it knows', () => {
    const step = move(renamed, state, inTheTrial, { stageMap: { care: 'nerve-medicine' } });

    expect(step.state.tracks[0]?.stage).toBe('nerve-medicine');
    expect(trialOf(step.state)).toEqual(trialOf(state));
    expect(step.state.tracks[0]?.enteredOn).toBe(state.tracks[0]?.enteredOn);
  });

  it('of another kind begins now', () => {
    const step = move(renamed, state, inTheTrial, { stageMap: { care: 'surgical-review' } });

    expect(step.state.tracks[0]).toMatchObject({ stage: 'surgical-review', since: inTheTrial });
    expect(gateOf(step.state).gate).toBe('surgical-decision');
  });

  it('refuses a map for a track that does not go on', () => {
    const wish = { stageMap: { care: 'nerve-medicine', other: 'x' } };

    expect(refusal(renamed, state, migrated(inTheTrial, wish))?.code).toBe('no-such-track');
  });
});

describe('an open question', () => {
  const when = at('2027-01-30');
  const script = scripts.failsAfterAnAdequateTrial;

  it('stays as it was put, with its key and its time, where the new version has it', () => {
    const rules = nextVersion((pathway) => (trialStage(pathway).trialDays = 60));
    const state = played(rules, when, script);

    const step = move(rules, state, when);

    expect(gateOf(step.state)).toEqual(gateOf(state));
    expect(trialOf(step.state).evaluation.on).toBe(trialOf(state).evaluation.on);
    expect(step.effects).toEqual([]);
  });

  it('that the new version does not have is taken back, and its stage is judged anew at once', () => {
    const rules = nextVersion((pathway) => (trialStage(pathway).gate.id = 'what-now'));
    const state = played(rules, when, script);

    const { effects, state: after } = move(rules, state, when);

    expect(effects.map(({ type }) => type)).toEqual(['close-gate', 'open-gate']);
    expect(gateOf(after)).toMatchObject({ gate: 'what-now', openedAt: when });
    const preview = previewMigration(rules, state, migrated(when));
    expect(preview.changes).toEqual([
      { does: 'closes', what: 'question', key: gateOf(state).key },
      { does: 'opens', what: 'question', key: gateOf(after).key },
    ]);
  });

  it('of a review that has another one is put anew: no track is stranded', () => {
    const rules = nextVersion((pathway) => {
      const review = pathway.tracks[0]?.stages.find(({ kind }) => kind === 'surgical-review');
      if (review?.kind === 'surgical-review') review.gate.id = 'refer';
    });
    const decided = at('2027-02-01');
    const facts = [
      {
        type: 'decision.made' as const,
        at: decided,
        data: { gate: 'surgical-review', choice: 'approve' as const, reason: 'x' },
      },
    ];
    const { state } = play(rules, script, { until: decided, facts });

    const step = move(rules, state, at('2027-02-02'));

    expect(gateOf(step.state).gate).toBe('refer');
  });
});

describe('tracks that stand beside one that begins anew', () => {
  /** Version 2 has a track beside the care and asks another question: going back, one track ends while the other begins. */
  const back = (rules: Rules, care: string) => {
    const there = move(rules, played(rules, inTheTrial), inTheTrial, { stageMap: { care } });
    const again = migrated(inTheTrial + 1000, { fromVersion: 2, toVersion: 1, stageMap: { care: 'diagnosis' } }, 101);
    return digest(there.rules, there.state, [again], { now: inTheTrial + 1000, observed: [] });
  };

  it('end with the version that had them', () => {
    const step = back(twoVersions(), 'surgical-review');

    expect(step.rules.pathway.version).toBe(1);
    expect(step.state.tracks.map(({ track, stage }) => [track, stage])).toEqual([['care', 'diagnosis']]);
  });
});

describe('check-ins', () => {
  it('asked more often by the new version are not asked for days that are past', () => {
    const rules = nextVersion((pathway) => {
      const trial = trialStage(pathway);
      trial.checkIns = [...trial.checkIns, { checkIn: 'baseline', every: { days: 7 } }];
    });
    const state = played(rules, inTheTrial);

    const step = move(rules, state, inTheTrial);

    expect(step.state.checkIns.map(({ key }) => key)).toEqual(state.checkIns.map(({ key }) => key));
    expect(step.entries.map(({ what }) => what)).not.toContain('check-in.opened');
  });

  it('that the new version does not know are taken back', () => {
    const rules = nextVersion((pathway) => {
      const text = JSON.stringify(pathway).replaceAll('"weekly"', '"every-week"');
      Object.assign(pathway, JSON.parse(text));
    });
    const monday = at('2026-12-21');
    const state = played(rules, monday, []);
    const open = state.checkIns.filter(({ checkIn }) => checkIn === 'weekly');

    const step = move(rules, state, monday);

    expect(open).toHaveLength(1);
    expect(step.effects).toContainEqual({ type: 'close-check-in', key: open[0]?.key, as: 'cancelled' });
    expect(step.state.checkIns).toEqual([]);
  });
});

describe('safety check-ins', () => {
  const rules = nextVersion(
    (pathway) => {
      const text = JSON.stringify(pathway).replaceAll('"after-injection"', '"after-needle"');
      Object.assign(pathway, JSON.parse(text));
    },
    { ...wholeRules(), pathway: { ...wholeRules().pathway, version: 1 } },
  );
  const safety = wholeRules().pathway.checkIns.filter((each) => each.safety);

  it('that the new version does not know are taken back, and somebody rings all the same', () => {
    expect(safety.map(({ id }) => id)).toContain('after-injection');
    const [facts, until] = [[enrolled, ...towardsInjection, ...injected('2026-11-30')], at('2026-12-01', '10:00')];
    const state = facts.reduce<EnrolmentState | null>((before, fact, index) => {
      return digest(rules, before, numbered([fact], index + 1), { now: fact.at, observed: [] }).state;
    }, null);
    if (!state) throw new Error('nothing happened');
    const waiting = digest(rules, state, [], { now: until - 1, observed: [] }).state;
    const open = waiting.checkIns.find(({ callAt }) => callAt != null);

    const step = move(rules, waiting, until);

    expect(open).toMatchObject({ checkIn: 'after-injection', answered: false });
    expect(step.effects).toContainEqual({ type: 'close-check-in', key: open?.key, as: 'cancelled' });
    expect(step.effects).toContainEqual(
      expect.objectContaining({ type: 'open-task', task: 'safety-call', key: `safety-call/${open?.key ?? ''}` }),
    );
  });
});

describe('a safety check-in that opens later in the morning', () => {
  const rules = nextVersion(() => undefined, {
    ...wholeRules(),
    pathway: { ...wholeRules().pathway, version: 1 },
  });

  it('is asked although the hour of the patient has passed when the version changes', () => {
    const early = { ...enrolled.data, reach: { ...reachable, preferredTime: '08:00' } } as typeof enrolled.data;
    const facts = [{ ...enrolled, data: early } as typeof enrolled, ...towardsInjection, ...injected('2026-11-30')];
    const state = facts.reduce<EnrolmentState | null>((before, fact, index) => {
      return digest(rules, before, numbered([fact], index + 1), { now: fact.at, observed: [] }).state;
    }, null);
    if (!state) throw new Error('nothing happened');

    const step = move(rules, state, at('2026-12-01', '08:30'));
    const later = digest(step.rules, step.state, [], { now: at('2026-12-01', '09:00'), observed: [] }).state;

    expect(later.checkIns).toContainEqual(expect.objectContaining({ checkIn: 'after-injection' }));
  });
});

describe('a version that cannot take over', () => {
  const rules = nextVersion((pathway) => {
    pathway.state = 'recalled';
  });
  const state = played(rules, inTheTrial);

  it.each([
    [1, 'already-there', 'The enrolment is on version 1 already.'],
    [2, 'recalled', 'Version 2 was recalled: choose another one.'],
    [3, 'no-such-version', 'There is no version 3 of this pathway.'],
  ])('version %i is refused: %s', (toVersion, code, message) => {
    expect(refusal(rules, state, migrated(inTheTrial, { toVersion }))).toEqual({ code, message });
  });

  it('is refused after the end', () => {
    const [withdrawal] = numbered([{ type: 'enrolment.withdrawn', at: inTheTrial, data: { reason: 'x' } }], 90);
    const ended = digest(rules, state, withdrawal ? [withdrawal] : [], { now: inTheTrial, observed: [] }).state;

    expect(refusal(rules, ended, migrated(inTheTrial + 1))?.code).toBe('ended');
  });
});
