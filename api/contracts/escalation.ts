import { z } from 'zod';
import { outcomes } from '../../src/domain/escalation/outcome';
import { callOutcomes, contactWays } from '../../src/domain/words/choices';
import { asking, counted, id, instant, note, oneOf, reason, text, word, yesOrNo } from '../../src/domain/facts/fields';

const revision = counted('the revision you have in view, a whole number');

export const Acknowledgement = z
  .strictObject({ revision: revision.optional() }, { error: asking('an object, with the revision you have in view') })
  .default({})
  .meta({ id: 'Acknowledgement', examples: [{ revision: 1 }] });

const seen = revision.meta({
  description: 'The revision you have in view: where something new has come in since, it is refused with what is new.',
});

export const HandOver = z
  .strictObject(
    {
      revision: seen,
      to: id.meta({ description: 'Who is to have it: a member of staff who may own it, is there, and can be told.' }),
      reason: reason('why it is handed over').meta({ description: 'Why, for whoever gets it and for the record.' }),
    },
    { error: asking('an object with revision, to and reason') },
  )
  .meta({
    id: 'HandOver',
    examples: [{ revision: 1, to: '0199a000-0000-7000-8000-000000000000', reason: 'I am in theatre' }],
  });

export const Snooze = z
  .strictObject(
    {
      revision: seen,
      until: instant.meta({ description: 'When its ladder begins anew; the clinic says how far off at most.' }),
      reason: reason('why it is put off').meta({ description: 'Why, for the record.' }),
    },
    { error: asking('an object with revision, until and reason') },
  )
  .meta({ id: 'Snooze', examples: [{ revision: 1, until: '2100-01-01T09:00:00Z', reason: 'after the ward round' }] });

export const ContactAttempt = z
  .strictObject(
    {
      how: oneOf(contactWays).meta({
        description: 'rang: the patient. rang-contact: the emergency contact. rang-gp: the general practitioner.',
      }),
      outcome: oneOf(callOutcomes).meta({ description: 'What came of it.' }),
      note: note('a note').nullable().optional().meta({ description: 'What is worth knowing for whoever tries next.' }),
    },
    { error: asking('an object with how and outcome') },
  )
  .meta({ id: 'ContactAttempt', examples: [{ how: 'rang', outcome: 'no-answer' }] });

export const NoContactTick = z
  .strictObject(
    {
      step: word('a step of the no-contact procedure').meta({ description: 'As the escalation lists it (noContact).' }),
      done: yesOrNo.meta({ description: 'true: it is done; false: it was ticked by mistake.' }),
    },
    { error: asking('an object with step and done') },
  )
  .meta({ id: 'NoContactTick', examples: [{ step: 'again', done: true }] });

/** What becomes of the messages that were held. */
const messages = z.union([z.enum(['resume', 'end']), z.strictObject({ until: instant })], {
  error: asking('"resume", "end" or {"until": a time}'),
});

export const ResolutionWish = z
  .strictObject(
    { messages: messages.meta({ description: 'What is to become of the held messages.' }) },
    { error: asking('an object with messages') },
  )
  .meta({ id: 'ResolutionWish', examples: [{ messages: 'resume' }] });

export const Resolution = z
  .strictObject(
    {
      revision,
      signals: z
        .array(
          z.strictObject({
            id,
            outcome: oneOf(outcomes),
            contactAt: instant.nullable().optional(),
            spokeWith: text('whom you spoke with').nullable().optional(),
          }),
          { error: asking('a list with one outcome for each signal') },
        )
        .min(1, 'Give one outcome for each signal.')
        .max(500, 'Give one outcome for each signal.'),
      messages,
      note: note('a note').nullable().optional(),
    },
    { error: asking('the resolution as a JSON object') },
  )
  .meta({
    id: 'Resolution',
    examples: [
      {
        revision: 1,
        signals: [{ id: '0199a000-0000-7000-8000-000000000000', outcome: 'reached-safe' }],
        messages: 'resume',
      },
    ],
  });
