import { DAY } from '../../../src/domain/words/time';
import { firstAsks } from './asked-patient';
import { openCorrectedClinic } from './corrected-clinic';

export type CheckIn = { enrolmentId: string; patientId: string; id: string; key: string };

export type AnsweringClinic = Awaited<ReturnType<typeof openAnsweringClinic>>;

/** The API with a clock, where staff take answers. */
export async function openAnsweringClinic() {
  const f = await openCorrectedClinic();

  return {
    ...f,

    /** A patient whose first check-in asks these forms. */
    async asked(ask: string[], wait = DAY): Promise<CheckIn> {
      const { id: enrolmentId, patientId } = await f.enrolled();
      await f.wait(wait);
      return { enrolmentId, patientId, ...(await firstAsks(f.db, enrolmentId, ask)) };
    },

    take: ({ id }: Pick<CheckIn, 'id'>, body: object, headers?: Record<string, string>) =>
      f.as('coordinator').post(`/api/v1/check-ins/${id}/responses`, { taken: 'telephone', ...body }, headers),

    /** Facts about answers, oldest first. */
    factsOf: ({ enrolmentId }: CheckIn) =>
      f.db
        .selectFrom('event')
        .select(['type', 'data', 'recorded_by', 'occurred_at'])
        .where('enrolment_id', '=', enrolmentId)
        .where('type', 'in', ['check-in.answered', 'safety.signalled', 'escalation.raised'])
        .orderBy('seq')
        .execute(),

    answersOf: ({ id }: CheckIn) =>
      f.db
        .selectFrom('answer')
        .select(['item', 'revision', 'value', 'saved_by', 'late'])
        .where('check_in_id', '=', id)
        .orderBy('instrument')
        .orderBy('item')
        .orderBy('revision')
        .execute(),

    textsShown: ({ id }: CheckIn) =>
      f.db.selectFrom('text_shown').select('text').where('check_in_id', '=', id).execute(),

    /** What the pathway made of it, once the step was taken; a rebuild must find the same. */
    async stateOf({ enrolmentId }: CheckIn) {
      await f.settle();
      await f.advance(enrolmentId);
      return f.rebuilt(enrolmentId);
    },
  };
}

/** Answers to items 1, 2, 3 … */
export const numbered = (...values: (number | null)[]): Record<string, number | null> =>
  Object.fromEntries(values.map((value, index) => [String(index + 1), value]));

export const noFlags = numbered(...Array.from({ length: 11 }, () => 0));
