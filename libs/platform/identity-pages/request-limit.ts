import rateLimit from '@fastify/rate-limit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { formatTime } from '#kernel';
import { Explained } from '#platform/web';

/** More than a whole office behind one address asks in a minute of work; a program that tries everything asks more. */
export const REQUESTS_A_MINUTE = 600;

/**
 * Lets one address ask so often and no oftener, in this process's memory: against programs that run wild, while guessing
 * passwords has its own count in the database. Call it after `configureWeb` (its pages' styles are not counted) and
 * before the app is initialised.
 */
export async function limitRequests(app: NestFastifyApplication, most = REQUESTS_A_MINUTE): Promise<void> {
  await app.register(rateLimit, {
    max: most,
    timeWindow: 60_000,
    allowList: (request) => request.url === '/health',
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    errorResponseBuilder: (_request, { ttl }) => {
      const again = new Date(Date.now() + ttl + 59_999);
      return new Explained(
        429,
        'Too many pages were asked for from your address',
        `Nothing was changed. You can go on at ${formatTime(again)}.`,
      );
    },
  });
}
