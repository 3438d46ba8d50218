import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApiFixture, type ApiFixture } from '../support/api-fixture';
import { root } from '../support/care/shipped';

const folder = join(root, 'pathways');
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /^[^/\\]+[/\\]v\d+\.yaml$/.test(name),
);
const yaml = readFileSync(join(folder, 'post-laminectomy-syndrome', 'v1.yaml'), 'utf8');

const bombs = 'bcdefghi'.split('').map((name, index) => {
  const before = 'abcdefgh'[index] ?? '';
  return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`;
});

let f: ApiFixture;
beforeAll(async () => {
  f = await createApiFixture();
});
afterAll(async () => {
  await f.close();
});

describe('POST /pathways/validation', () => {
  it.each(shipped)('finds nothing in %s, which is shipped', async (name) => {
    const text = readFileSync(join(folder, name), 'utf8');

    const { status, body } = await f.as('lead').post('/api/v1/pathways/validation', { yaml: text });

    expect(status).toBe(200);
    expect(body).toEqual({ valid: true, findings: [] });
  });

  it('names line, rule, reason and fix', async () => {
    const broken = yaml.replace('first: diagnosis', 'first: intake');
    const line = broken.split('\n').findIndex((text) => text.includes('first: intake')) + 1;

    const { status, body } = await f.as('lead').post('/api/v1/pathways/validation', { yaml: broken });

    expect(status).toBe(200);
    expect(body.findings).toContainEqual({
      rule: 'name.unknown',
      path: 'tracks[0].first',
      line,
      column: 5,
      reason: 'names the stage "intake", which this track does not have',
      fix: 'add the stage or correct the name',
      sentence: expect.stringContaining('tracks[0].first names the stage "intake"'),
    });
  });

  it('judges by the hours of the clinic that asks', async () => {
    const safety = "safety: { opensAt: '09:00', remindAfterHours: 3, callAt: '23:00' }";
    const late = yaml.replace('    windowDays: 7', `    ${safety}\n    windowDays: 7`);

    const { body } = await f.as('lead').post('/api/v1/pathways/validation', { yaml: late });

    expect(body.findings).toContainEqual(
      expect.objectContaining({ rule: 'safety.call-unstaffed', path: 'checkIns[0].safety.callAt' }),
    );
  });

  it.each([
    ['aliases of aliases', ['a: &a [x, x, x, x, x, x, x, x, x]', ...bombs].join('\n')],
    ['many aliases', `a: &a [x]\nb: [${Array.from({ length: 200 }, () => '*a').join(', ')}]\n`],
    ['a thousand brackets', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
  ])('refuses %s in a sentence, and quickly', async (_name, bomb) => {
    const { status, body } = await f.as('lead').post('/api/v1/pathways/validation', { yaml: bomb });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      valid: false,
      findings: [{ reason: expect.stringMatching(/aliases|nested|not readable/) as string }],
    });
  });

  it('shows what is not readable where it stands', async () => {
    const { body } = await f.as('lead').post('/api/v1/pathways/validation', { yaml: 'id: [back-pain\nversion: 1\n' });

    expect(body.findings[0]).toMatchObject({ rule: 'shape', line: 2 });
  });

  it('needs a text', async () => {
    expect((await f.as('lead').post('/api/v1/pathways/validation', {})).status).toBe(422);
  });
});
