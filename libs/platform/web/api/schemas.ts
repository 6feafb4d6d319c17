import type { OpenAPIObject } from '@nestjs/swagger';

// The package does not export its schema type; this is it.
type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type SchemaObject = Schemas[string];

/** The answer to an accepted command, as OpenAPI documents it. */
export const ACCEPTED_SCHEMA: SchemaObject = {
  type: 'object',
  required: ['status', 'position', 'stream_id', 'events', 'repeated', 'command_id'],
  properties: {
    status: { type: 'string', enum: ['accepted'] },
    position: { type: 'integer', description: 'position of its last event in this TMO’s log' },
    stream_id: { type: 'string' },
    events: { type: 'array', items: { type: 'string' }, description: 'the types of the events it recorded' },
    repeated: { type: 'boolean', description: 'the command id had been answered before; this is that answer' },
    command_id: { type: 'string', format: 'uuid' },
  },
};

/** RFC 9457, as every "no" of the API is written. */
export const PROBLEM_SCHEMA: SchemaObject = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'what to do' },
    code: { type: 'string', description: 'the refusal’s code' },
    facts: { type: 'object', additionalProperties: true, description: 'what the rule saw' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { field: { type: 'string' }, text: { type: 'string' } } },
    },
    reference: { type: 'string', description: 'to be named when the problem is reported' },
  },
};
