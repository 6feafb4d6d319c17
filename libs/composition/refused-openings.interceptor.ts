import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';
import { newUuid } from '#kernel';
import { Executor, openRecord } from '#platform/event-store';
import { OwnHousehold } from '#platform/identity';

/** A page that the neighbour rule stopped: the attempt goes into the log before the person is told. */
@Injectable()
export class RefusedOpenings implements NestInterceptor {
  constructor(@Inject(Executor) private readonly executor: Executor) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { tmoContext } = context.switchToHttp().getRequest<FastifyRequest>();
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (error instanceof OwnHousehold && tmoContext) {
          await this.executor.execute(tmoContext, openRecord, subjectOf(error), {
            command_id: newUuid(),
            source: { kind: 'page' },
          });
        }
        throw error;
      }),
    );
  }
}

const KEYS = ['tenancy_id', 'home_id', 'account_id', 'person_id'] as const;

function subjectOf({ refusal }: OwnHousehold): Partial<Record<(typeof KEYS)[number], string>> {
  const [found] = KEYS.flatMap((key) => {
    const id = refusal.facts[key];
    return typeof id === 'string' ? [{ [key]: id }] : [];
  });
  return found ?? {};
}
