import type { OpenAPIObject } from '@nestjs/swagger';
import type { JsonSchema } from './json-schema.js';

export interface FieldView {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly rules: string;
}

export interface EndpointView {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly body: readonly FieldView[];
  readonly parameters: readonly FieldView[];
}

export interface TagView {
  readonly name: string;
  readonly endpoints: readonly EndpointView[];
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: JsonSchema;
  }[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>> };
}

/** The document as the page at /api shows it: by context, each endpoint with its fields in words. */
export function apiView(document: OpenAPIObject): TagView[] {
  const tags = new Map<string, EndpointView[]>();
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations as Record<string, Operation>)) {
      const tag = operation.tags?.[0] ?? 'general';
      tags.set(tag, [...(tags.get(tag) ?? []), endpointView(method, path, operation)]);
    }
  }
  return [...tags].map(([name, endpoints]) => ({ name, endpoints })).sort((a, b) => a.name.localeCompare(b.name));
}

function endpointView(method: string, path: string, operation: Operation): EndpointView {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  return {
    id: (operation.operationId ?? `${method}${path}`).replaceAll(/[^\w.-]+/g, '-'),
    method: method.toUpperCase(),
    path,
    summary: operation.summary ?? operation.operationId ?? path,
    description: operation.description ?? '',
    body: Object.entries(schema?.properties ?? {}).map(([name, s]) =>
      fieldView(name, s, schema?.required?.includes(name)),
    ),
    parameters: (operation.parameters ?? [])
      .filter((p) => p.in !== 'path' && !(p.in === 'header' && p.name === 'x-csrf-token'))
      .map((p) => ({ ...fieldView(p.name, p.schema ?? {}, p.required), rules: p.description ?? '' })),
  };
}

function fieldView(name: string, schema: JsonSchema, required = false): FieldView {
  return { name, type: typeWords(schema), required, rules: ruleWords(schema.items ?? schema).join(', ') };
}

function typeWords(schema: JsonSchema): string {
  if (schema.type === 'array') return schema.items?.type ? `list of ${typeWords(schema.items)}` : 'list';
  return schema.format ?? (schema.description === 'pence' ? 'pence' : (schema.type ?? 'anything'));
}

function ruleWords(schema: JsonSchema): string[] {
  const { minimum, maximum, maxLength, pattern, properties } = schema;
  return [
    ...(schema.enum ? [`one of ${schema.enum.map(String).join(', ')}`] : []),
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
    ...(pattern === undefined ? [] : [`matches ${pattern}`]),
    ...(properties ? [`each with ${Object.keys(properties).join(', ')}`] : []),
  ];
}
