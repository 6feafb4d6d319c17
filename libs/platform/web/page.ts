import { StreamableFile } from '@nestjs/common';

export interface Link {
  readonly href: string;
  readonly text: string;
}

/** What every page's model may say to the layout; the rest is the template's own. */
export interface PageModel {
  /** The page's title and its only first-level heading. */
  readonly title: string;
  /** Small words above the heading: what kind of thing the title names. */
  readonly caption?: string;
  readonly back?: { readonly href: string; readonly text?: string };
  readonly breadcrumbs?: readonly Link[];
  /** The `path` of the navigation item that this page belongs to. */
  readonly nav?: string;
  readonly [key: string]: unknown;
}

/** A page to be rendered: what a handler returns instead of touching the reply. */
export class Page {
  constructor(
    readonly template: string,
    readonly model: PageModel,
    readonly status: number = 200,
  ) {}

  /** The same page with more in its model: a form's errors, what was typed. */
  with(more: Record<string, unknown>, status = this.status): Page {
    return new Page(this.template, { ...this.model, ...more }, status);
  }
}

/** `template` is relative to libs/contexts or libs/platform, without `.njk`: 'rent/account/account', 'web/confirm'. */
export function page(template: string, model: PageModel, status?: number): Page {
  return new Page(template, model, status);
}

/** A 303: the browser asks for `to` next, and the page there shows `flash` once. */
export class Redirect {
  constructor(
    readonly to: string,
    readonly flash?: string,
  ) {}
}

/** @throws RangeError when `to` leads off this site: redirects never follow what a request asks for. */
export function redirect(to: string, flash?: string): Redirect {
  if (!isLocalPath(to)) throw new RangeError(`a redirect stays on this site: ${to}`);
  return new Redirect(to, flash);
}

/** Whether a path stays on this site ("//elsewhere" and "/\elsewhere" do not); for a `next` that a link carried. */
export function isLocalPath(path: string): boolean {
  return /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(path);
}

/** A path under this TMO: `tmoPath(ctx, 'rent/accounts', id)` is `/t/1/rent/accounts/<id>`. */
export function tmoPath(ctx: { readonly tmo_id: number }, ...parts: readonly string[]): string {
  return ['', 't', String(ctx.tmo_id), ...parts.filter((part) => part !== '')].join('/');
}

/** A file to save. `name` is what the person's computer will call it. */
export function download(name: string, type: string, content: Buffer): StreamableFile {
  const safe = name.replace(/[^\w.-]+/g, '-');
  return new StreamableFile(content, { type, disposition: `attachment; filename="${safe}"`, length: content.length });
}
