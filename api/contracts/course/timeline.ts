import { z } from 'zod';
import { asking, id } from '../../../src/domain/facts/fields';
import { type LineKind, lineKinds } from '../../../src/domain/telling/fact-titles';
import { at, pageOf, pageQuery, timeOrder } from '../fields';

const says = (description: string) => z.string().meta({ description });
const maybe = (description: string) => z.string().nullable().meta({ description });

const LONGEST_FIND = 100;
const KIND_FAULT = `one or more of: ${lineKinds.join(', ')}, with commas between`;
const isKind = (text: string): text is LineKind => (lineKinds as readonly string[]).includes(text);

/** Which lines of the timeline, and in which order. */
export const timelineQuery = z.strictObject({
  ...pageQuery,
  kind: z
    .string()
    .max(LONGEST_FIND)
    .refine((text) => text.split(',').every(isKind), `Give ${KIND_FAULT}.`)
    .transform((text) => text.split(',').filter(isKind))
    .optional()
    .meta({ description: `${KIND_FAULT}; all when left out.` }),
  q: z
    .string({ error: asking('what to look for') })
    .trim()
    .min(1, 'Give what to look for.')
    .max(LONGEST_FIND, `Use at most ${String(LONGEST_FIND)} characters.`)
    .optional()
    .meta({ description: 'Only lines that say this, in capital or small letters.' }),
  order: timeOrder,
});

const kind = z.enum(lineKinds);

const Correction = z
  .object({
    as: z
      .enum(['retracted', 'replaced', 'moved'])
      .meta({ description: 'It does not count; it counts as corrected; it belongs to another patient.' }),
    at: at.meta({ description: 'When it was corrected.' }),
    by: says('By whom.'),
    reason: says('Why.'),
  })
  .nullable();

export const Timeline = pageOf(
  z.object({
    at: at.meta({ description: 'When it happened, or became known.' }),
    kind: kind.meta({ description: 'What it is about.' }),
    icon: kind.meta({ description: 'The sign to show beside it.' }),
    of: z.enum(['fact', 'entry', 'message', 'saved', 'step']).meta({
      description: 'Recorded; what the pathway made of time; mail; answers not sent yet; done with an escalation.',
    }),
    text: says('What happened, in one sentence.'),
    soft: maybe(
      'A second line: what people wrote, what came of it at once, why it was not sent; null where there is none.',
    ),
    struck: maybe('What it said before it was corrected; null where it was not.'),
    by: maybe('By whom; null for what came about by itself.'),
    why: maybe('The rule that brought it about in words, its id second; null for what people did.'),
    eventId: id.optional().meta({ description: 'Of a fact: what event.retracted asks for.' }),
    type: z.string().optional().meta({ description: 'Of a fact: its type.' }),
    data: z.looseObject({}).optional().meta({ description: 'What was recorded, as it counts now.' }),
    correction: Correction.optional().meta({ description: 'Of a fact that was corrected: how, by whom and why.' }),
    canRetract: z.boolean().optional().meta({ description: 'Of a fact: whether whoever asks may take it back.' }),
    undoUntil: at
      .nullable()
      .optional()
      .meta({ description: 'Until then its author takes it back at once; null: with a reason, or not at all.' }),
    messageId: id.optional().meta({ description: 'Of mail: GET …/messages/{id} shows it.' }),
    checkInId: id.optional().meta({ description: 'Of answers: GET …/check-ins/{id}/answers shows them.' }),
    escalationId: id.optional().meta({ description: 'Of something done with an escalation: which one.' }),
  }),
).meta({ id: 'Timeline', description: 'One line for each thing that happened.' });
