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
        reply.status(303).header('location', value.to);
        return '';
      }),
    );
  }
}
