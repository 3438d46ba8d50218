import { join } from 'node:path';
import { loadClinic } from '../../../src/catalogue/clinic/load-clinic';
import { loadExamples } from '../../../src/catalogue/pathway/load-examples';
import { previewMigration } from '../../../src/domain/migration/preview';
import { plan, PLAN_AHEAD } from '../../../src/domain/check-ins/plan';
import { defined } from '../../../src/domain/words/defined';
import { enterStage } from '../../../src/domain/stages/moves';
import { beginWork } from '../../../src/domain/step/advance';
import { digest } from '../../../src/domain/step/digest';
import { playStory } from '../../../src/domain/stories/story';
import type { Story } from '../../../src/domain/stories/story-types';
import type { Rules } from '../../../src/domain/step/rules';
import type { EnrolmentState } from '../../../src/domain/words/state';
import { DAY } from '../../../src/domain/words/time';
import { numbered } from '../../support/care/facts';
import { root, shippedInstruments } from '../../support/care/shipped';
import { wholeRules } from '../../support/care/whole';

const clinic = loadClinic(join(root, 'clinic', 'demo.yaml'), shippedInstruments());
const before = { ...wholeRules({}, 2), clinic };
const after = wholeRules({}, 3).pathway;
const rules: Rules = { ...before, versions: [before.pathway, after] };
const file = join(root, 'pathways', 'post-laminectomy-syndrome', 'examples', 'v2.yaml');
const { stories } = loadExamples(file, shippedInstruments());

type Place = { story: string; day: number; state: EnrolmentState; rules: Rules };

/** Where each story stands when it is looked at, while it goes on. */
function placesOf(story: Story): Place[] {
  return story.happens.flatMap((each): Place[] => {
    if (!('expect' in each)) return [];
    const happens = story.happens.filter(({ at }) => at <= each.at);
    const { state } = playStory(rules, { ...story, happens }).course;
    const day = Math.round((each.at - story.enrolledAt) / DAY);
    return state.ended ? [] : [{ story: story.story, day, state, rules }];
  });
}

/** Somebody who has just come to a stage, for those that no story comes to. */
function placeIn(track: string, stage: string): Place {
  const offered = { ...rules, clinic: { ...clinic, optionalStages: { ...clinic.optionalStages, [stage]: true } } };
  const [first] = stories;
  if (!first) throw new Error('no stories');
  const happens = first.happens.filter(({ at }) => at <= first.enrolledAt + 60 * DAY);
  const work = beginWork(offered, playStory(offered, { ...first, happens }).course.state, undefined);
  enterStage(work, track, stage, work.state.now, { rule: 'x', inputs: [] });
  return { story: 'a place that no story comes to', day: 60, state: work.state, rules: offered };
}

const stages = before.pathway.tracks.flatMap(({ id, stages: all }) => all.map((stage) => [id, stage.id] as const));
const placeOf = (track: string, stage: string): string => `${track}/${stage}`;
const told = stories.flatMap(placesOf);
const seen = new Set(told.flatMap(({ state }) => state.tracks.map(({ track, stage }) => placeOf(track, stage))));
const places = [...told, ...stages.filter((each) => !seen.has(placeOf(...each))).map((each) => placeIn(...each))];
const names = [...new Set(places.map(({ story }) => story))];
const data = { fromVersion: 2, toVersion: 3, reason: 'x', preview: '' };
const tracksOf = ({ tracks }: EnrolmentState): string[] => tracks.map(({ track }) => track).sort();
const moving = (state: EnrolmentState) =>
  numbered([{ type: 'pathway.migrated', at: state.now + 1, data }], state.lastSeq + 1)[0];

describe('a patient of version 2 who moves to version 3', () => {
  it('is looked at in every stage', () => {
    const looked = new Set(
      places.flatMap(({ state }) => state.tracks.map(({ track, stage }) => placeOf(track, stage))),
    );

    expect(stages.map((each) => placeOf(...each)).filter((each) => !looked.has(each))).toEqual([]);
  });

  it.each(names)('%s: the preview is clear, and nobody is alarmed by the move', (story) => {
    for (const { day, state, rules: at } of places.filter((place) => place.story === story)) {
      const event = moving(state);
      if (event?.type !== 'pathway.migrated') throw new Error('not a migration');
      const { tracks, changes, numbers } = previewMigration(at, state, event);

      expect({ day, unclear: tracks.filter(({ does }) => does === 'unclear') }).toEqual({ day, unclear: [] });
      expect({ day, alarms: changes?.filter(({ what, does }) => what === 'escalation' && does === 'opens') }).toEqual({
        day,
        alarms: [],
      });
      const opened = changes?.flatMap(({ what, does, key }) => (what === 'task' && does === 'opens' ? [key] : []));
      expect({ day, opened }).toEqual({ day, opened: [] });
      expect(numbers).not.toBeNull();
    }
  });

  it.each(names)('%s: goes on for four weeks as it would have', (story) => {
    for (const { day, state, rules: at } of places.filter((place) => place.story === story)) {
      const event = moving(state);
      const until = { now: state.now + 28 * DAY, observed: [] };
      const stayed = digest(at, state, [], until);
      const moved = digest(at, state, event ? [event] : [], until);
      const raised = ({ effects }: typeof moved): string[] =>
        effects.flatMap((effect) => (effect.type === 'raise-escalation' ? [effect.rule.replace(/\/v\d+/, '')] : []));

      expect({ day, alarms: raised(moved).filter((rule) => !raised(stayed).includes(rule)) }).toEqual({
        day,
        alarms: [],
      });
      expect(tracksOf(moved.state)).toEqual(tracksOf(stayed.state));
    }
  });

  it('and is not of age is asked no more what only adults are', () => {
    const [first] = told;
    if (!first) throw new Error('no place');
    const asked = (ofAge?: string): string[] => {
      const one = {
        type: 'pathway.migrated',
        at: first.state.now + 1,
        data: { ...data, ...defined({ ofAge }) },
      } as const;
      const [event] = numbered([one], first.state.lastSeq + 1);
      if (!event) throw new Error('nothing happens');
      const moved = digest(rules, first.state, [event], { now: event.recordedAt, observed: [] });
      return plan(moved.rules, moved.state, event.recordedAt + PLAN_AHEAD).flatMap(({ ask }) => ask);
    };

    expect(asked()).toContain('phq-2');
    expect(asked('2028-01-01')).not.toContain('phq-2');
  });
});
