import { z } from 'zod';
import type { Answers as AnswersOf, Instrument } from '../../domain/instrument/types';
import type { Given } from '../../domain/stories/answering';

/** One number for every question (or so many ticks), one for each in order, or by question (the others 0). */
const Answer = z.union([z.array(z.int().nullable()), z.int(), z.record(z.string(), z.int().nullable())]);

/** By instrument. */
export const Answers = z.record(z.string(), Answer);

/** What a story says of instruments, question by question. */
export function answersIn(written: z.infer<typeof Answers>, instruments: Record<string, Instrument>): Given {
  return Object.fromEntries(
    Object.entries(written).map(([id, answer]) => {
      const instrument = instruments[id];
      if (!instrument) throw new Error(`There is no instrument "${id}": correct the name in the story.`);
      return [id, answersOf(instrument, answer)];
    }),
  );
}

function answersOf({ items }: Instrument, written: z.infer<typeof Answer>): AnswersOf {
  return Object.fromEntries(
    items.map(({ id, answering }, index) => {
      if (Array.isArray(written)) return [id, written[index] ?? null];
      if (typeof written !== 'number') return [id, written[id] ?? 0];
      const isTick = answering.type === 'tick' || answering.type === 'flag';
      return [id, isTick ? (index < written ? 1 : 0) : written];
    }),
  );
}
