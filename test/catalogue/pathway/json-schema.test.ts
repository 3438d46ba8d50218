import Ajv from 'ajv/dist/2020';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { pathwayJsonSchema } from '../../../src/catalogue/pathway/json-schema';
import { root } from '../../support/care/shipped';

const published = JSON.parse(readFileSync(join(root, 'pathways', 'pathway.schema.json'), 'utf8')) as object;
const accepts = new Ajv({ strict: false, validateFormats: false }).compile(published);

const files = readdirSync(join(root, 'pathways'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => readdirSync(join(root, 'pathways', name)).map((file) => join(root, 'pathways', name, file)))
  .filter((file) => /v\d+\.yaml$/.test(file));

describe('the published JSON Schema', () => {
  it('is the one the files are read by (npx throughline pathway schema > pathways/pathway.schema.json)', () => {
    expect(published).toEqual(pathwayJsonSchema());
  });

  it.each(files)('accepts %s, which names it for editors', (file) => {
    const text = readFileSync(file, 'utf8');

    expect(accepts(parse(text)) ? [] : accepts.errors).toEqual([]);
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=../pathway.schema.json');
  });

  it('refuses a rule that is none, and a field that does not exist', () => {
    const text = readFileSync(files[0] ?? '', 'utf8');

    expect(accepts(parse(text.replace('improved: {', 'improves: {')))).toBe(false);
    expect(accepts(parse(text.replace('deadlineDays', 'deadline')))).toBe(false);
  });
});
