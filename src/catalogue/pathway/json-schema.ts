import { z } from 'zod';
import { wordShapes } from '../../domain/shapes/shapes';
import { NamedRule } from '../../domain/pathway/gate-schema';
import { CheckIn, PathwayFile } from './pathway-schema';
import { NamedUse, SaidOnce } from './said-once';

type Json = Record<string, unknown>;

/**
 * The JSON Schema of a pathway file, for editors. Made from the schemas that read the files; what a rule or a destination may
 * say (a mapping named by its word) is written out under `$defs`, because it refers to itself. Rules may stand by name, and
 * check-ins may leave out what the defaults say.
 */
export function pathwayJsonSchema(): Json {
  const definitions: Record<string, Json> = {};
  const { properties, ...root } = convert(PathwayFile, definitions);
  const rules = { type: 'object', additionalProperties: convert(NamedRule, definitions) };
  const defaults = convert(SaidOnce.shape.defaults, definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A pathway of Throughline',
    description: 'One file pathways/<id>/v<version>.yaml; docs/pathway-language.md explains each element.',
    ...root,
    properties: { ...(properties as Json), rules, defaults },
    $defs: definitions,
  };
}

const ruleOrName = { thing: 'a rule-or-name', shapes: [z.string(), NamedUse, NamedRule] };

function convert(schema: z.core.$ZodType, definitions: Record<string, Json>): Json {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === CheckIn) jsonSchema.required = ['id', 'ask'];
      const words = zodSchema === NamedRule && schema !== NamedRule ? ruleOrName : wordShapes(zodSchema);
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
