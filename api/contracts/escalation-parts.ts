import { z } from 'zod';
import { id as anId } from '../../src/domain/facts/fields';
import { at as anInstant } from './fields';

// The parts that an escalation is read in. What is not known is null, and never left out.

export const says = (description: string) => z.string().meta({ description });
export const at = (description: string) => anInstant.meta({ description });
export const counts = (description: string) => z.int().meta({ description });
export const flag = (description: string) => z.boolean().meta({ description });
export const idOf = (description: string) => anId.meta({ description });

export const escalationStatuses = ['open', 'acknowledged', 'resolved'] as const;
export const tier = z
  .enum(['now', 'today', 'digest'])
  .meta({ description: 'How urgent it is: now, today, or to be looked at.' });
export const signalClass = says('What kind of thing it is about: whose ladder climbs.');
export const staffMember = z.object({ id: idOf('Of the member of staff.'), name: says('Their name.') });

export const source = z
  .object({ words: says('Where it came from, such as “Weekly check-in”.'), at: at('When it came in.') })
  .meta({ description: 'Where it came from, and when.' });

export const Signal = z.object({
  id: idOf('Of this signal: a resolution names each.'),
  rule: says('For programs: the id of the rule that was met.'),
  words: says('For people: what was said or found.'),
  said: z
    .object({
      question: says('The question or line, in the words of the form.'),
      answer: says('What the patient chose.').nullable(),
    })
    .nullable()
    .meta({ description: 'What the patient was asked and chose; null where it is no answer of a patient.' }),
  source,
  class: signalClass,
  enrolmentId: idOf('The enrolment it belongs to.').nullable(),
  checkInId: idOf('The check-in whose answer it is; null where it is none.').nullable(),
  checkInKey: says('For programs: stage, series and day of that check-in.').nullable(),
  reportId: idOf('The report of the patient it is from; null where it is none.').nullable(),
  at: at('When it came in.'),
  sinceAcknowledged: flag('It came in while somebody had the escalation, and took it from them.'),
  isNew: flag('It came in after somebody last took the escalation on; before anybody did, after it was raised.'),
  outcome: says('What became of it; null as long as nobody has said.').nullable(),
  contactAt: at('When somebody spoke about it with the patient.').nullable(),
  spokeWith: says('With whom.').nullable(),
});

export const Gate = z
  .object({
    id: idOf('Of the question.'),
    key: says('Its key: one question of one day.'),
    gate: says('Its name in the pathway: what decision.made carries.'),
    enrolmentId: idOf(
      'The enrolment that waits for the answer: GET /api/v1/enrolments/{id}/gates has the options.',
    ).nullable(),
    isOpen: flag('It still waits for an answer.'),
    answerBy: at('When it was to be answered.'),
  })
  .meta({ description: 'The question to a clinician that nobody answered; null where it is none.' });

export const Seen = z.object({
  text: says('For programs: the id of the text.'),
  version: says('Which wording of it.'),
  language: says('In which language.'),
  settingsVersion: counts('By which settings of the clinic.'),
  at: at('When it was shown.'),
  title: says('Its title as the patient read it; null where it has none or is no longer kept.').nullable(),
  lines: z.array(z.string()).meta({ description: 'Its lines as the patient read them, with the numbers.' }),
});

export const Told = z.object({
  staffId: idOf('Who was told.'),
  name: says('Their name.'),
  channel: says('mail, or webhook: a pager.'),
  round: counts('Round of the ladder of the last time.'),
  rung: counts('Rung of the ladder of the last time.'),
  at: at('When a mail server or pager last took it; while none has, when it was to leave.'),
  times: counts('How often it was taken.'),
  state: z
    .enum(['told', 'failed', 'on-the-way'])
    .meta({ description: 'told: taken by a mail server or pager. failed: taken by none. on-the-way: not taken yet.' }),
});

export const Next = z
  .object({
    at: at('When.'),
    name: says('The first of those who are told; null: nobody is on duty then.').nullable(),
    people: z
      .array(z.object({ staffId: idOf('Who is told.'), name: says('Their name.') }))
      .meta({ description: 'Who is told then, by the rota as it is planned now.' }),
    isLast: flag('Nobody stands behind them.'),
    words: says('As a sentence, or as the end of one: “then Amara Osei is told”.'),
  })
  .meta({ description: 'What happens if nobody does anything; null once resolved.' });
