import fc from 'fast-check';
import { routes } from '../../../api/routes';
import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

const ID = '0199a000-0000-7000-8000-000000000000';
const writers = routes.filter(({ method }) => method !== 'get');
const readers = routes.filter(({ method }) => method === 'get');
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '${7*7}',
    '\r\nBcc: eve@example.test',
    '\u202egnp',
    '__proto__',
    '=1+1',
  ),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  hostile,
  fc.dictionary(
    fc.constantFrom('type', 'data', 'patient', 'consent', 'revision', 'signals', 'to', 'shifts'),
    fc.jsonValue(),
  ),
);
const bodies = fc.oneof(fc.array(json), fc.dictionary(fc.string({ maxLength: 12 }), json), nearlyValid());

/** A valid enrolment with one field replaced by anything at all. */
function nearlyValid(): fc.Arbitrary<object> {
  const fields = [
    'reference',
    'familyName',
    'givenName',
    'bornOn',
    'timeZone',
    'language',
    'email',
    'preferredTime',
    'phone',
    'address',
    'gp',
  ];
  return fc
    .tuple(fc.constantFrom(...fields), json)
    .map(([field, value]) => anEnrolment({ patient: { [field]: value } }));
}

test('whatever is sent to a writing route is answered, and never with a 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...writers), bodies, async (route, body) => {
      const path = `/api/v1${route.path.replace(':id', ID)}`;

      const answer = route.method === 'put' ? await f.as('lead').put(path, body) : await f.as('lead').post(path, body);

      const documented = [200, 201, 202, 400, 403, 404, 409, 415, 422];
      expect(documented).toContain(answer.status);
      if (answer.status >= 400)
        expect(answer.body).toMatchObject({ status: answer.status, requestId: expect.any(String) });
    }),
    { numRuns: 400 },
  );
});

test('whatever stands in an address or query is answered, and never with a 5xx', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...readers), hostile, hostile, async (route, text, query) => {
      const part = encoded(text) || 'x';
      const path = `/api/v1${route.path.replaceAll(/:\w+/g, part)}?status=${encoded(query)}`;

      const { status } = await f.as('lead').get(path);

      expect([200, 400, 404, 422]).toContain(status);
    }),
    { numRuns: 300 },
  );
});

/** A lone surrogate cannot stand in an address at all. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, 'x'));
