import { z } from 'zod';
import type { Instrument } from '../../domain/instrument/types';
import { ofAgeFrom } from '../../domain/words/of-age';
import { isTimeZone, localDateAt } from '../../domain/calendar/calendar';
import type { Reach } from '../../domain/words/event';
import type { Story } from '../../domain/stories/story-types';
import { readYaml } from '../read-yaml';
import { calendarOf, Moment } from './story-days';
import { Answers, answersIn, happenings, Happens, type Step } from './story-steps';
import { Text, Time } from '../../domain/shapes/shapes';
import { defined } from '../../domain/words/defined';

const ExamplesFile = z.strictObject({
  pathway: Text,
  version: z.int().min(1),
  /** What patients answer to forms of which a story says nothing. */
  otherwise: Answers.default({}),
  /** What several stories begin with, by name. */
  beginnings: z.record(Text, z.array(Happens).min(1)).default({}),
  stories: z
    .array(
      z.strictObject({
        story: Text,
        enrolled: Moment,
        begins: Text.optional(),
        timeZone: z.string().refine(isTimeZone, { message: 'is no time zone' }).default('Europe/London'),
        preferredTime: Time.default('09:00'),
        bornOn: z.iso.date().optional(),
        mailOutages: z.array(z.strictObject({ from: Moment, to: Moment })).default([]),
        happens: z.array(Happens).min(1),
      }),
    )
    .min(1),
});

export type Examples = { pathway: string; version: number; stories: Story[] };

/** Reads the patient stories of one version of a pathway. Moments are hours of the patient's wall where the story begins. */
export function loadExamples(file: string, instruments: Record<string, Instrument>): Examples {
  const { value } = readYaml<z.infer<typeof ExamplesFile>>(file, ExamplesFile);
  return {
    pathway: value.pathway,
    version: value.version,
    stories: value.stories.map((written) => ({
      ...storyOf(written, beginningOf(value, written), instruments),
      otherwise: answersIn(value.otherwise, instruments),
    })),
  };
}

type Written = z.infer<typeof ExamplesFile>['stories'][number];

function beginningOf({ beginnings }: z.infer<typeof ExamplesFile>, { story, begins }: Written): Step[] {
  if (begins === undefined) return [];
  const beginning = beginnings[begins];
  if (beginning) return beginning;
  const known = Object.keys(beginnings).join(', ');
  throw new Error(`The story “${story}” begins with “${begins}”, which is not among the beginnings: ${known}.`);
}

function storyOf(
  written: Written,
  beginning: Step[],
  instruments: Record<string, Instrument>,
): Omit<Story, 'otherwise'> {
  const { story, timeZone, preferredTime, mailOutages } = written;
  const calendar = calendarOf(timeZone, written.enrolled);
  const reach: Reach = { timeZone, preferredTime, language: 'en', hasEmail: true, hasPhone: true };
  const outages = mailOutages.map(({ from, to }) => ({ from: calendar.instant(from), to: calendar.instant(to) }));
  const late = written.happens.find(
    ({ at }, index) => calendar.instant(at) < calendar.instant(written.happens[index - 1]?.at ?? at),
  );
  if (late)
    throw new Error(`In the story “${story}” ${late.at} comes after something later: put what happens in order.`);
  const happens = happenings([...beginning, ...written.happens], calendar, instruments);
  const enrolledAt = calendar.instant(written.enrolled);
  const { bornOn } = written;
  const ofAge = bornOn === undefined ? undefined : ofAgeFrom(bornOn, localDateAt(timeZone, enrolledAt));
  return { story, enrolledAt, reach, outages, happens, ...defined({ ofAge }) };
}
