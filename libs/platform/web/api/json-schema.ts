import { ValidationTypes } from 'class-validator';
// class-transformer keeps what @Type says in a storage that its index does not export.
import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { decoratedProperties, type ValidationMetadata } from '../forms/decorated.js';

/** As much of JSON Schema (OpenAPI 3) as our DTOs need. */
export interface JsonSchema {
  type?: string;
  format?: string;
  description?: string;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
}

type Rules = Readonly<Record<string, (constraints: readonly unknown[]) => JsonSchema>>;

/** What each class-validator rule says in JSON Schema. A rule that is not here checks more than the schema can say. */
const RULES: Rules = {
  isString: () => ({ type: 'string' }),
  isNotEmpty: () => ({ minLength: 1 }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object' }),
  isArray: () => ({ type: 'array' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isDateString: () => ({ type: 'string', format: 'date-time' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  isEnum: ([, values]) => enumOf(values as readonly unknown[]),
  isIn: ([values]) => enumOf(values as readonly unknown[]),
  min: ([minimum]) => ({ minimum: Number(minimum) }),
  max: ([maximum]) => ({ maximum: Number(maximum) }),
  isPositive: () => ({ minimum: 1 }),
  minLength: ([minLength]) => ({ minLength: Number(minLength) }),
  maxLength: ([maxLength]) => ({ maxLength: Number(maxLength) }),
  isLength: ([minLength, maxLength]) => ({
    minLength: Number(minLength),
    ...(maxLength === undefined ? {} : { maxLength: Number(maxLength) }),
  }),
  matches: ([pattern]) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  arrayMinSize: ([minItems]) => ({ type: 'array', minItems: Number(minItems) }),
  arrayMaxSize: ([maxItems]) => ({ type: 'array', maxItems: Number(maxItems) }),
  arrayNotEmpty: () => ({ type: 'array', minItems: 1 }),
  // Our own, as the contexts' DTOs and forms write them.
  isCivilDate: () => ({ type: 'string', format: 'date' }),
  isPence: () => ({ type: 'integer', description: 'pence' }),
};

/** These hold of the list itself; any other rule with `each` holds of its items. */
const OF_THE_LIST = new Set(['isArray', 'arrayMinSize', 'arrayMaxSize', 'arrayNotEmpty', 'arrayUnique']);

/** The JSON Schema of a DTO class, from its class-validator decorators: what the endpoint will accept. */
export function jsonSchemaOf(type: new () => object): JsonSchema {
  const properties: Record<string, JsonSchema> = {};
  const required: string[] = [];
  for (const [name, rules] of decoratedProperties(type)) {
    properties[name] = schemaOfProperty(type, name, rules);
    if (!rules.some((rule) => rule.type === ValidationTypes.CONDITIONAL_VALIDATION)) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

function schemaOfProperty(type: new () => object, name: string, rules: readonly ValidationMetadata[]): JsonSchema {
  const whole: JsonSchema = {};
  const item: JsonSchema = {};
  let isList = Reflect.getMetadata('design:type', type.prototype as object, name) === Array;
  for (const rule of rules) {
    if (rule.type === ValidationTypes.NESTED_VALIDATION) {
      Object.assign(item, nestedSchema(type, name));
      continue;
    }
    const ruleName = rule.name ?? '';
    const of = rule.each && !OF_THE_LIST.has(ruleName) ? item : whole;
    Object.assign(of, RULES[ruleName]?.(rule.constraints ?? []) ?? {});
    isList ||= rule.each;
  }
  if (!isList && whole.type !== 'array') return { ...designSchema(type, name), ...whole, ...item };
  return { ...whole, type: 'array', items: item };
}

/** `@ValidateNested() @Type(() => Line) lines: Line[]` */
function nestedSchema(type: new () => object, name: string): JsonSchema {
  // Its types have it always found and taking an argument; neither is so.
  const found: { typeFunction?: unknown } | undefined = defaultMetadataStorage.findTypeMetadata(type, name);
  const nested =
    typeof found?.typeFunction === 'function' ? (found.typeFunction as () => new () => object)() : undefined;
  return nested ? jsonSchemaOf(nested) : { type: 'object' };
}

function enumOf(values: readonly unknown[]): JsonSchema {
  return { enum: [...values], ...(values.every((v) => typeof v === 'string') ? { type: 'string' } : {}) };
}

/** The property's declared type, for one whose rules do not say it. */
function designSchema(type: new () => object, name: string): JsonSchema {
  const design: unknown = Reflect.getMetadata('design:type', type.prototype as object, name);
  if (design === String) return { type: 'string' };
  if (design === Number) return { type: 'number' };
  if (design === Boolean) return { type: 'boolean' };
  return {};
}
