import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Explained } from '../errors/explained.js';
import { Csrf } from './csrf.js';
import { readMultipart, tooBig, UPLOAD_MAX_BYTES } from './submission.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a form's own words may add to its file. */
const FORM_OVERHEAD_BYTES = 2_000_000;

/**
 * Before a handler that changes something: reads a multipart form and checks the CSRF token. An interceptor, because
 * those run after every guard: nobody uploads 60 MB before we know who they are.
 */
@Injectable()
export class SubmissionInterceptor implements NestInterceptor {
  constructor(@Inject(Csrf) private readonly csrf: Csrf) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (SAFE_METHODS.has(request.method)) return next.handle();
    if (request.isMultipart()) {
      if (Number(request.headers['content-length'] ?? 0) > UPLOAD_MAX_BYTES + FORM_OVERHEAD_BYTES) throw tooBig();
      await readMultipart(request);
    }
    if (!this.csrf.isRight(request)) throw staleForm();
    return next.handle();
  }
}

function staleForm(): Explained {
  return new Explained(
    403,
    'This page was open for too long',
    'Nothing was changed. Go back, copy what you typed if you need it, reload the page and send it again.',
  );
}
