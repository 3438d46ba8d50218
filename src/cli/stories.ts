import { basename, dirname, join } from 'node:path';
import { loadExamples } from '../catalogue/pathway/load-examples';
import type { Rules } from '../domain/step/rules';
import { differenceOf } from '../domain/stories/look';
import { playStory } from '../domain/stories/story';

export type ToldStory = { story: string; differences: string[] };

/** The stories of a version, told on the pure core: where one goes otherwise than it says, and why. */
export function toldStories(file: string, rules: Rules): ToldStory[] {
  const { stories } = loadExamples(join(dirname(file), 'examples', basename(file)), rules.instruments);
  return stories.map((story) => {
    const { looks } = playStory(rules, story);
    return {
      story: story.story,
      differences: looks.flatMap((look) => differenceOf(look, story.story, story.reach.timeZone) ?? []),
    };
  });
}

export function storyLines(told: readonly ToldStory[]): string {
  return told
    .flatMap(({ story, differences }) => [...differences, ...(differences.length > 0 ? [] : [`✓ ${story}`])])
    .join('\n');
}
