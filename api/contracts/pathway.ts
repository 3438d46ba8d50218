import { z } from 'zod';
import { at, file, fileId, pageOf } from './fields';
import { id } from '../../src/domain/facts/fields';
import { migrationWish } from '../../src/domain/facts/migration';

export const Pathways = z
  .object({
    items: z.array(
      z.object({ id: z.string(), version: z.int(), state: z.string(), title: z.string(), contentHash: z.string() }),
    ),
  })
  .meta({ id: 'Pathways' });

/** The file itself, as the catalogue read it; its language is described in the pathway guide. */
export const Pathway = z
  .looseObject({ id: z.string(), version: z.int(), state: z.string(), title: z.string() })
  .meta({ id: 'Pathway' });

/** One version as people read it, made from its file alone. */
export const Protocol = z
  .object({
    id: z.string().meta({ description: 'The pathway.' }),
    version: z.int().meta({ description: 'Its version.' }),
    state: z.string().meta({ description: 'draft, released or recalled.' }),
    title: z.string().meta({ description: 'Its title.' }),
    contentHash: z.string().meta({ description: 'What a release is known by.' }),
    blocks: z
      .array(
        z.object({
          kind: z.enum(['title', 'chapter', 'section', 'point', 'text']).meta({ description: 'What the text is.' }),
          text: z.string().meta({ description: 'One line of the protocol that a clinician signs.' }),
        }),
      )
      .meta({ description: 'The protocol, in the order of reading.' }),
    thresholds: z
      .array(
        z.object({
          place: z.string().meta({ description: 'Where it stands in the file.' }),
          value: z.string().meta({ description: 'The number.' }),
          sentence: z.string().meta({ description: 'What the protocol says of it.' }),
          source: z.string().meta({ description: 'Where it comes from.' }),
          marks: z
            .array(z.enum(['F', 'T', 'D']))
            .meta({ description: 'F found in the source, T general knowledge, D a default of the clinic.' }),
          signed: z.string().nullable().meta({ description: 'By whom, when and until when; null: nobody has.' }),
        }),
      )
      .meta({ description: 'Every number that decides something.' }),
    tracks: z
      .array(
        z.object({
          id: z.string().meta({ description: 'A line of stages.' }),
          stages: z.array(
            z.object({
              id: z.string().meta({ description: 'The stage.' }),
              title: z.string().meta({ description: 'Its title.' }),
              first: z.boolean().meta({ description: 'Where the track begins.' }),
              ways: z.array(
                z.object({
                  when: z.string().meta({ description: 'What leads on.' }),
                  leadsTo: z.string().meta({ description: 'To where, in words.' }),
                  toStage: z.string().nullable().meta({ description: 'The next stage; null where it is none.' }),
                  ends: z.string().nullable().meta({ description: 'The ending; null where it is none.' }),
                }),
              ),
            }),
          ),
        }),
      )
      .meta({ description: 'The ways through the pathway, for a picture with the same words beside it.' }),
    messages: z
      .array(
        z.object({
          role: z.string().meta({ description: 'Which mail of a check-in.' }),
          language: z.string().meta({ description: 'In which language.' }),
          subject: z.string().meta({ description: 'Its subject.' }),
          lead: z.string().meta({ description: 'What it says.' }),
          action: z.string().meta({ description: 'What its button says.' }),
        }),
      )
      .meta({ description: 'What patients are written about check-ins.' }),
  })
  .meta({ id: 'Protocol' });

export const versionParams = z.strictObject({
  id: fileId,
  version: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

/** Where each stands is told by GET /enrolments/:id. */
export const PinnedEnrolments = pageOf(z.object({ id, status: z.string(), startedAt: at })).meta({
  id: 'PinnedEnrolments',
});

export const ValidationRequest = z
  .strictObject({ yaml: file() })
  .meta({ id: 'ValidationRequest', examples: [{ yaml: 'id: back-pain\nversion: 1\n' }] });

export const Validation = z
  .object({
    valid: z.boolean(),
    findings: z.array(
      z.object({
        rule: z.string(),
        path: z.string(),
        line: z.int(),
        column: z.int(),
        reason: z.string(),
        fix: z.string(),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'PathwayValidation' });

export const MigrationWish = z.strictObject(migrationWish).meta({ id: 'MigrationWish', examples: [{ toVersion: 2 }] });
export type MigrationWish = z.infer<typeof MigrationWish>;

const stage = z.object({ stage: z.string(), title: z.string() }).nullable();
const changed = (row: z.ZodType) =>
  z.array(z.object({ key: z.string(), before: row.nullable(), after: row.nullable() })).nullable();

/** `hash` goes into the fact that carries it out; null as long as a track waits for a choice. */
export const MigrationPreview = z
  .object({
    fromVersion: z.int(),
    toVersion: z.int(),
    tracks: z.array(
      z.object({
        track: z.string(),
        from: stage,
        to: stage,
        does: z.enum(['goes-on', 'begins', 'ends', 'unclear']),
        why: z.string().nullable(),
        choose: z.array(z.string()),
        evaluation: z.object({ before: z.string(), after: z.string() }).nullable(),
      }),
    ),
    changes: z
      .array(
        z.object({
          does: z.enum(['opens', 'closes']),
          what: z.enum(['task', 'question', 'check-in', 'escalation']),
          key: z.string(),
        }),
      )
      .nullable(),
    checkIns: changed(z.object({ opensAt: at, ask: z.array(z.string()) })),
    messages: changed(at),
    numbers: z
      .array(z.object({ place: z.string(), before: z.string().nullable(), after: z.string().nullable() }))
      .nullable(),
    hash: z.string().nullable(),
  })
  .meta({ id: 'MigrationPreview' });
