import { getMetadataStorage } from 'class-validator';
import type { ValidationMetadata } from 'class-validator/types/metadata/ValidationMetadata.js';

export type { ValidationMetadata };

/** The decorated properties of a class and what class-validator checks on each, in the order they are written. */
export function decoratedProperties(type: new () => object): ReadonlyMap<string, readonly ValidationMetadata[]> {
  const found = getMetadataStorage().getTargetValidationMetadatas(type, '', true, false);
  const properties = new Map<string, ValidationMetadata[]>();
  for (const rule of found) properties.set(rule.propertyName, [...(properties.get(rule.propertyName) ?? []), rule]);
  return properties;
}
