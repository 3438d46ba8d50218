import { type ApiFixture, createApiFixture } from '../support/api-fixture';

const WRONG_KEYS = 20;
const GUESSES = 60;

let f: ApiFixture;
afterEach(() => f.close());

const from = (address: string) => ({ 'X-Forwarded-For': address });

/** The status of each of so many tries, one after the other. */
async function tries(count: number, once: () => PromiseLike<{ status: number }>): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push((await once()).status);
  return statuses;
}
const wrongKey = (address: string) => f.as({ key: 'tl_wrong' }).get('/api/v1/tasks', from(address));
const wrongLink = (address: string) => f.as(null).get('/go/0000-0000-0000-0000-0000-0000-0000', from(address));

describe('behind one proxy', () => {
  beforeEach(async () => {
    f = await createApiFixture({ trustProxy: 1 });
  });

  test('wrong keys count for the address that gave them, and nobody else is locked out', async () => {
    const own = await tries(WRONG_KEYS + 1, () => wrongKey('203.0.113.7'));

    expect(own.at(-1)).toBe(429);
    expect((await wrongKey('203.0.113.8')).status).toBe(401);
  });

  test('guessed links count the same way', async () => {
    const own = await tries(GUESSES + 1, () => wrongLink('203.0.113.7'));

    expect(own.at(-1)).toBe(429);
    expect((await wrongLink('203.0.113.8')).status).toBe(404);
  });

  test('an address made up before the proxy’s own word changes nothing', async () => {
    let n = 0;
    const own = await tries(WRONG_KEYS + 1, () => wrongKey(`198.51.100.${(n += 1)}, 203.0.113.7`));

    expect(own.at(-1)).toBe(429);
  });
});

test('without a proxy the header is only a claim: another one does not get past the limit', async () => {
  f = await createApiFixture();
  const complained = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  let n = 0;

  const all = await tries(WRONG_KEYS + 1, () => wrongKey(`203.0.113.${(n += 1)}`));

  expect(all.at(-1)).toBe(429);
  complained.mockRestore();
});
