import { NewEnrolment } from '../../../api/contracts/enrolment';
import { facts, recordedByStaff } from '../../../src/domain/facts/table';
import { patientEventTypes } from '../../../src/domain/words/event';
import { type ApiFixture, createApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(() => f.close());

test('API-10: the example of an enrolment enrols', async () => {
  const [body] = (NewEnrolment.meta()?.examples ?? []) as object[];

  expect((await f.as('coordinator').post('/api/v1/enrolments', body ?? {})).status).toBe(201);
});

/** These name something by its id: there is none with the id of an example. */
const named: Record<string, number> = { 'event.retracted': 404, 'patient.merged': 422 };

test.each([
  ...recordedByStaff.map((type) => ({ type, of: 'enrolments' as const })),
  ...patientEventTypes.map((type) => ({ type, of: 'patients' as const })),
])(
  'API-10: the example of $type is taken as it stands, or answered with what must come before it',
  async ({ type, of }) => {
    const { id, patientId } = await f.enrolled({ version: 3 });
    await f.settle();

    const path = `/api/v1/${of}/${of === 'patients' ? patientId : id}/events`;
    const { status } = await f.as('clinician').post(path, { type, data: facts[type].example });

    expect([202, 409, named[type]]).toContain(status);
  },
);
