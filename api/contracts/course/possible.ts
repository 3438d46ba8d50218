import { z } from 'zod';
import { groups } from '../../../src/domain/possible/field';
import { roles } from '../../../src/domain/words/authority';
import { at } from '../fields';

// What can be recorded now: enough to draw a form from, so that whoever fills it in is not refused.

const says = (description: string) => z.string().meta({ description });
const edge = (description: string) => z.union([z.number(), z.string()]).nullable().meta({ description });

const When = z.object({
  field: says('The name of another field of the same form.'),
  values: z.array(z.string()).meta({ description: 'The values of it that are meant.' }),
});

const Option = z.object({
  value: says('For programs: what is sent.'),
  label: says('The same in the words of the pathway.'),
  unless: z.array(z.record(z.string(), z.string())).meta({
    description: 'Combinations with which it is impossible now: the value of each other field that is named.',
  }),
  always: z.boolean().meta({ description: 'Of several: it stands and cannot be left out.' }),
  urgent: z
    .enum(['now', 'today', 'digest'])
    .nullable()
    .meta({ description: 'Recording it wakes somebody, this soon; null: it does not.' }),
});

const kinds = [
  'choice',
  'choices',
  'yes-no',
  'date',
  'instant',
  'number',
  'text',
  'long-text',
  'texts',
  'list',
] as const;

const field = {
  name: says('What it is called in the data of the fact; what follows a dot stands in an object.'),
  kind: z.enum(kinds).meta({ description: 'texts: several texts. list: several rows of fields.' }),
  label: says('What is asked, in words.'),
  hint: z.string().nullable().meta({ description: 'What helps to answer it; null: nothing.' }),
  required: z.boolean().meta({ description: 'Whether it must be filled in whenever it is asked for.' }),
  requiredWhen: When.nullable().meta({ description: 'When it must be filled in although it need not otherwise.' }),
  when: When.nullable().meta({ description: 'When it is asked for at all; null: always.' }),
  options: z.array(Option).meta({ description: 'What it is chosen from; empty where it is typed.' }),
  min: edge('The least it may be; null: there is no least.'),
  max: edge('The most it may be; null: there is no most.'),
  initial: z
    .union([z.number(), z.string(), z.array(z.string()), z.array(z.record(z.string(), z.unknown()))])
    .nullable()
    .meta({ description: 'What stands in it at first; null: nothing is chosen for anybody.' }),
  example: z.string().nullable().meta({ description: 'A text that fits; null: any text does.' }),
};

const Field = z
  .object({
    ...field,
    fields: z.array(z.object(field)).meta({ description: 'Of a list: the fields of each of its rows.' }),
  })
  .meta({ id: 'FormField' });

const PossibleFact = z
  .object({
    key: says('Tells it from the other ways in which a fact of this type can be recorded now.'),
    type: says('The type of the fact.'),
    of: z.enum(['enrolment', 'patient']).meta({
      description: 'enrolment: POST /enrolments/{id}/events; patient: POST /patients/{id}/events.',
    }),
    group: z.enum(groups).meta({ description: 'Under which heading somebody looks for it.' }),
    title: says('What it is called.'),
    about: z.string().nullable().meta({ description: 'What it is about, where there are several; null: nothing.' }),
    expected: z.boolean().meta({ description: 'A stage or a task waits for it.' }),
    place: z
      .object({
        track: says('The track.'),
        trackTitle: says('The track in words.'),
        stage: says('The stage.'),
        stageTitle: says('The title of the stage.'),
      })
      .nullable()
      .meta({ description: 'The stage that takes it; null where none waits for it: it is kept all the same.' }),
    roles: z.array(z.enum(roles)).meta({ description: 'Who may record it.' }),
    person: z.boolean().meta({ description: 'It takes a named person: the key of a program is refused.' }),
    mayRecord: z.boolean().meta({ description: 'Whether whoever asks may record it.' }),
    fixed: z.record(z.string(), z.unknown()).meta({ description: 'Data that are sent without being asked for.' }),
    fields: z.array(Field).meta({ description: 'What is asked for, in this order.' }),
  })
  .meta({ id: 'PossibleFact' });

export const PossibleFacts = z
  .object({
    now: at.meta({ description: 'The clinic’s time when this was read.' }),
    items: z.array(PossibleFact).meta({ description: 'What is waited for first, then by heading.' }),
  })
  .meta({ id: 'PossibleFacts' });

export const RecordedForm = z
  .object({
    form: PossibleFact.nullable().meta({
      description:
        'The fields hold what was recorded, and offer what could be recorded then. Null: nothing takes the place of this fact, it can only be taken back.',
    }),
  })
  .meta({ id: 'RecordedForm' });
