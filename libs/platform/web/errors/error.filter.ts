import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PageRenderer } from '../render/page-renderer.js';
import { page } from '../page.js';
import { type ErrorWords, errorWords } from './error-words.js';
import { errorProblem, PROBLEM_TYPE } from './problem.js';
import { newReference } from './reference.js';

/** Whatever was thrown becomes a page in plain English, or a problem document under /api, with a reference that is in the log. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('errors');

  constructor(@Inject(PageRenderer) private readonly renderer: PageRenderer) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const words = errorWords(error);
    const reference = newReference();
    this.log(error, words, reference, request);
    if (reply.sent) return;
    if (isApi(request)) {
      void reply
        .status(words.status)
        .type(PROBLEM_TYPE)
        .send(JSON.stringify(errorProblem(words, reference)));
      return;
    }
    if (words.status === 401 && request.method === 'GET') {
      void reply
        .status(303)
        .header('location', `/sign-in?next=${encodeURIComponent(request.url)}`)
        .send('');
      return;
    }
    const { status, title, what_to_do, link } = words;
    const html = this.renderer.render(
      request,
      reply,
      page('web/errors/error', { title, what_to_do, link, reference }, status),
    );
    void reply.send(html);
  }

  private log(error: unknown, words: ErrorWords, reference: string, request: FastifyRequest): void {
    const line = `${reference} ${words.status} ${request.method} ${request.routeOptions?.url ?? 'no route'}`;
    const said = error instanceof Error ? error.message : String(error);
    // The path's ids and the query are personal; the route's pattern says enough.
    if (words.status >= 500) this.logger.error(`${line}: ${said}`, error instanceof Error ? error.stack : undefined);
    else this.logger.log(`${line}: ${said}`);
  }
}

export function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/');
}
