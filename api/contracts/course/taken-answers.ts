import { z } from 'zod';
import { asking, day, id, oneOf, reason, yesOrNo } from '../../../src/domain/facts/fields';

const answer = z.int({ error: asking('a whole number, or null where the patient preferred not to answer') }).nullable();

/** Answers of one check-in as staff took them down. Which forms and items there are, and their ranges, say the forms. */
export const TakenAnswers = z
  .strictObject(
    {
      taken: oneOf(['telephone', 'paper']),
      takenOn: day().optional().meta({ description: 'The day on the paper; only with taken: paper.' }),
      answeredBy: oneOf(['patient', 'proxy']).default('patient'),
      more: yesOrNo.optional().meta({
        description: 'true: more is to come, so that these are kept and act at once, and the check-in stays open.',
      }),
      answers: z
        .record(z.string(), z.record(z.string(), answer, { error: asking('the answers to this form by item') }), {
          error: asking('the answers by instrument'),
        })
        .meta({ examples: [{ peg: { '1': 7, '2': 6, '3': null } }] }),
    },
    { error: asking('an object with taken and answers') },
  )
  .refine(({ taken, takenOn }) => takenOn === undefined || taken === 'paper', {
    message: 'Only paper has a day of its own: leave it out.',
    path: ['takenOn'],
  })
  .meta({ id: 'TakenAnswers', examples: [{ taken: 'telephone', answers: { peg: { '1': 7, '2': 6, '3': null } } }] });

export type TakenAnswers = z.infer<typeof TakenAnswers>;

const HelpText = z
  .object({
    page: z.string(),
    version: z.string(),
    language: z.string(),
    title: z.string(),
    lines: z.array(z.string()),
  })
  .meta({ id: 'HelpText' });

export const AnswersRecorded = z
  .object({
    eventId: id.nullable().meta({ description: 'The fact that it is answered; null while more is to come.' }),
    late: z.boolean(),
    help: z.array(HelpText).meta({ description: 'To be read to the patient now, most urgent first.' }),
  })
  .meta({ id: 'AnswersRecorded' });

export const ResponseMove = z
  .strictObject({ toCheckInId: id, reason: reason() }, { error: asking('an object with toCheckInId and reason') })
  .meta({
    id: 'ResponseMove',
    examples: [{ toCheckInId: '0199a000-0000-7000-8000-000000000000', reason: 'two patients of one name' }],
  });

export const MoveProposed = z.object({ taskId: id }).meta({ id: 'MoveProposed' });
