import { z } from 'zod';
import { wordShapes } from '../../domain/shapes/shapes';
import { PathwayFile } from './pathway-schema';

type Json = Record<string, unknown>;

/**
 * The JSON Schema of a pathway file, for editors. Made from the schema that reads the files; what a rule or a destination
 * may say (a mapping named by its word) is written out under `$defs`, because it refers to itself.
 */
export function pathwayJsonSchema(): Json {
  const definitions: Record<string, Json> = {};
  const root = convert(PathwayFile, definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A pathway of Throughline',
    description: 'One file pathways/<id>/v<version>.yaml; docs/pathway-language.md explains each element.',
    ...root,
    $defs: definitions,
  };
}

function convert(schema: z.core.$ZodType, definitions: Record<string, Json>): Json {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const words = wordShapes(zodSchema);
      if (!words) return;
      const name = words.thing.replace(/^an? /, '');
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
      jsonSchema.$ref = `#/$defs/${name}`;
      if (Object.hasOwn(definitions, name)) return;
      definitions[name] = {};
      definitions[name] = { anyOf: words.shapes.map((shape) => convert(shape, definitions)) };
    },
  }) as Json;
  delete json['$schema'];
  return json;
}
