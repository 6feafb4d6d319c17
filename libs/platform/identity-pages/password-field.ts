import { ValidateBy } from 'class-validator';
import type { Submission } from '#platform/web';

/** A password as it was typed: not trimmed, since a space at its end may be part of it. How good it is, the policy says. */
export function Password(message: string): PropertyDecorator {
  const isSomething = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 1_000;
  return ValidateBy({ name: 'password', validator: { validate: isSomething, defaultMessage: () => message } });
}

/** What was sent without its passwords, for a page that is shown again: no password is written into a page. */
export function withoutPasswords(sent: Submission): Submission {
  const kept = Object.entries(sent.values).filter(([name]) => !/password/.test(name));
  return { values: Object.fromEntries(kept), files: sent.files, command_id: sent.command_id };
}
