import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { decoratedProperties } from './decorated.js';
import type { Submission } from './submission.js';

export interface FieldError {
  /** The field's name; undefined for what concerns the whole form. */
  readonly field: string | undefined;
  readonly text: string;
}

export type Read<T> =
  { readonly ok: true; readonly typed: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Reads what was typed into the form's class and checks it. Fields the class does not know are left out. */
export async function readForm<T extends object>(form: new () => T, values: Submission['values']): Promise<Read<T>> {
  // Every declared field is there, so that a transform sees also what the browser did not send (an unticked box).
  const fields = [...decoratedProperties(form).keys()];
  const typed = plainToInstance(form, Object.fromEntries(fields.map((name) => [name, values[name]])));
  const errors = await problemsOf(typed);
  return errors.length === 0 ? { ok: true, typed } : { ok: false, errors };
}

/** What class-validator finds wrong with an object of a decorated class, flattened, one message a field. */
export async function problemsOf(
  instance: object,
  options: { readonly forbidUnknown?: boolean } = {},
): Promise<readonly FieldError[]> {
  const found = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: options.forbidUnknown === true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
  });
  return found.flatMap((error) => flatten(error, ''));
}

function flatten(error: ValidationError, above: string): FieldError[] {
  const field = above === '' ? error.property : `${above}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((text) => ({ field, text }));
  return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, field))];
}
