import { z } from 'zod';
import { id as anId, instant } from '../../../src/domain/facts/fields';
import { at as anInstant, openedBy } from '../fields';

const says = (description: string) => z.string().meta({ description });
const at = (description: string) => anInstant.meta({ description });
const idOf = (description: string) => anId.meta({ description });

const Notice = z
  .object({ text: says('What is said.'), source: says('Who says so.') })
  .meta({ description: 'What must be seen by whoever decides about a contested treatment.' });

const Option = z.object({
  choice: says('For programs: what decision.made carries as choice.'),
  label: says('The answer, in words.'),
  leadsTo: says('Where it leads, in words.'),
  ahead: z
    .array(
      z.object({
        stage: says('The stage it leads to, by its name in the pathway.'),
        title: says('Its title.'),
        offered: z
          .boolean()
          .meta({ description: 'Whether this clinic offers it; otherwise the track goes on past it.' }),
        entry: z
          .object({
            id: says('For programs: the rule.'),
            needs: says('Who it is for, by that rule.'),
            source: says('Who says so.'),
            says: says('What the rule finds today. It says nothing about whether to.'),
          })
          .nullable()
          .meta({ description: 'Who the stage is for; null where the pathway does not say.' }),
        notices: z.array(Notice).meta({ description: 'Both sides of a contested treatment.' }),
      }),
    )
    .meta({ description: 'The stages it leads to; empty where it leads to none.' }),
});

export const Gates = z
  .object({
    now: at('The clinic’s time at which this was read.'),
    items: z.array(
      z.object({
        id: idOf('Of the question; null until the next step has written it.').nullable(),
        key: says('One question of one day: it stays the same however often it is put again.'),
        gate: says('Its name in the pathway: what decision.made carries as gate.'),
        track: says('The track that waits.'),
        stage: says('The stage it belongs to.'),
        stageTitle: says('The title of that stage.'),
        question: says('The question, in the words of the pathway.'),
        openedAt: at('When it was put.'),
        answerBy: at('By when it is to be answered: then it is escalated.'),
        escalated: z.boolean().meta({ description: 'It was not answered in time, and somebody was called.' }),
        finding: says('What the rule found, in words.'),
        inputs: z
          .array(
            z.object({
              name: says('For programs: what was read.'),
              words: says('The same in words.'),
              value: z
                .union([z.number(), z.string()])
                .nullable()
                .meta({ description: 'What was read; null: not known.' }),
              at: at('Of when it is; left out where it has no instant of its own.').optional(),
            }),
          )
          .meta({ description: 'What the rule read.' }),
        missing: z
          .array(z.string())
          .meta({ description: 'What nobody knows and the rule asks for: to be said aloud.' }),
        news: z
          .array(z.object({ words: says('What was recorded.'), at: at('When.') }))
          .meta({ description: 'What came in since it was put and bears on it, oldest first.' }),
        notices: z.array(Notice).meta({ description: 'What must be seen before deciding in this stage.' }),
        options: z.array(Option).meta({ description: 'Every answer the pathway has, in its order. None is proposed.' }),
        reasonRequired: z.boolean().meta({ description: 'Whether a decision needs a reason.' }),
        evidence: says('Where all that bears on it is read.'),
        told: says('What the patient is told of the decision by itself.'),
        undoMinutes: z.int().meta({ description: 'So long whoever decided may take it back.' }),
        decide: z
          .object({
            may: z.boolean().meta({ description: 'Whether whoever asks may decide.' }),
            why: says('Why not; null where they may.').nullable(),
          })
          .meta({ description: 'Whether whoever asks may decide.' }),
      }),
    ),
    openedBy,
  })
  .meta({ id: 'Gates', description: 'Open questions to a clinician, the one to be answered first before the others.' });

export const responsibilityQuery = z.strictObject({
  at: instant.optional().meta({
    description: 'The instant asked about; now when left out. It may be to come, by the rota as it is planned.',
  }),
});

export const Responsibility = z
  .object({
    at: at('The instant this is about.'),
    responsible: z
      .array(
        z.object({
          role: z
            .enum(['coordinator', 'clinician', 'on-call', 'escalation'])
            .meta({ description: 'on-call: on duty by a rota that a ladder tells. escalation: who had an open one.' }),
          staffId: idOf('Who.'),
          name: says('Their name.'),
          why: says('By what they were responsible, in words.'),
          away: z.boolean().meta({ description: 'They were recorded as away at that instant.' }),
          until: at('Until when; null: no end is known.').nullable(),
          escalationId: idOf('The escalation they had; null of the other roles.').nullable(),
        }),
      )
      .meta({ description: 'Care team first, then whoever was on duty, then who had an open escalation.' }),
    nobody: z.array(z.string()).meta({ description: 'Where nobody was responsible, a sentence each.' }),
  })
  .meta({ id: 'Responsibility', description: 'Who was responsible for a patient at an instant.' });
