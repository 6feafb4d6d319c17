import { randomBytes } from 'node:crypto';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { Page, Redirect } from '../page.js';
import { setFlash } from './flash.js';
import { PageRenderer } from './page-renderer.js';

/** Sends what a handler returned: a page as HTML, a redirect as 303. Anything else is Nest's to send. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(@Inject(PageRenderer) private readonly renderer: PageRenderer) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (value instanceof Page) return this.renderer.render(request, reply, value);
        if (!(value instanceof Redirect)) return value;
        if (value.flash !== undefined) setFlash(reply, value.flash);
        reply.status(303).header('location', ownAddress(request, value.to));
        return '';
      }),
    );
  }
}

/**
 * A form that leads back to its own page gets that page under another address. A browser keeps one copy for an address:
 * the back button would otherwise show not the form that was sent but the page after it, whose command id is fresh.
 */
function ownAddress(request: FastifyRequest, to: string): string {
  const [sentTo] = request.url.split('?');
  if (request.method !== 'POST' || to.split('?')[0] !== sentTo) return to;
  return `${to}${to.includes('?') ? '&' : '?'}after=${randomBytes(4).toString('hex')}`;
}
