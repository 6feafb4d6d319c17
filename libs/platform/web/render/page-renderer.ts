import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Assets, loadAssets } from '../assets/assets.js';
import { Csrf } from '../forms/csrf.js';
import { EMPTY_FORM } from '../forms/form-view.js';
import type { Page } from '../page.js';
import { frameOf } from './frame.js';
import { Templates } from './templates.js';

/** Turns a page into HTML and sends its status and headers on. */
@Injectable()
export class PageRenderer {
  readonly assets: Assets = loadAssets();

  constructor(
    @Inject(Templates) private readonly templates: Templates,
    @Inject(Csrf) private readonly csrf: Csrf,
  ) {}

  render(request: FastifyRequest, reply: FastifyReply, page: Page): string {
    const frame = frameOf(request, reply, page.model.nav);
    const html = this.templates.render(page.template, {
      ...frame,
      assets: this.assets.paths,
      ...page.model,
      form: { ...EMPTY_FORM, ...(page.model['form'] as object | undefined), csrf: this.csrf.token(request, reply) },
    });
    // Not "no-store": the back button must show the form that was sent, with its command id, not a fresh one.
    reply.status(page.status).header('cache-control', 'private, no-cache').type('text/html; charset=utf-8');
    return html;
  }
}
