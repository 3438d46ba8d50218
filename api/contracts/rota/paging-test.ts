import { z } from 'zod';
import { testedStates, testSteps } from '../../../src/domain/escalation/paging-test';
import { at } from '../fields';

/** Whether the ways of somebody were ever proved, beside the name. */
export const Tested = z.object({
  state: z.enum(testedStates).meta({ description: 'What became of the newest test of this person.' }),
  words: z.string().meta({ description: 'The same for people, with its day.' }),
});

const step = z.object({
  what: z.enum(testSteps).meta({ description: 'Which step of the road.' }),
  state: z.enum(['done', 'waiting', 'failed']).meta({ description: 'Whether it is taken.' }),
  at: at.nullable().meta({ description: 'When it was taken; of what is waited for, since when; null: not said.' }),
  words: z.string().meta({ description: 'The step for people; its time follows.' }),
  advice: z.string().nullable().meta({ description: 'What it means, and what to do; null: nothing.' }),
});

export const PagingTest = z
  .object({
    askedAt: at.meta({ description: 'When this person paged themselves.' }),
    underWay: z.boolean().meta({ description: 'It is on its way or waited for: what is said of it may change.' }),
    isRecent: z.boolean().meta({ description: 'Asked within the last twelve hours: worth being shown step by step.' }),
    isNewest: z.boolean().meta({ description: 'No test was asked since; the newest alone counts.' }),
    acknowledged: z.boolean().meta({ description: 'Its person has said that it came.' }),
    steps: z.array(step).meta({ description: 'From the asking to the acknowledgement, one step for each channel.' }),
  })
  .meta({ id: 'PagingTest', description: 'A test of whether an alert reaches somebody. It is about no patient.' });

export const OwnPagingTest = z
  .object({
    test: PagingTest.nullable().meta({ description: 'The newest one; null: there was none.' }),
  })
  .meta({
    id: 'OwnPagingTest',
    description: 'Whether an alert would reach the person who asks, as far as it was tried.',
  });
