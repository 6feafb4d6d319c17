import type { Refusal } from '#kernel';

/** What a change to people and their roles answers: done, with what it made, or why not. */
export type Answer<T> = ({ readonly done: true } & T) | { readonly done: false; readonly refusal: Refusal };

export function no(why: Refusal): { readonly done: false; readonly refusal: Refusal } {
  return { done: false, refusal: why };
}
