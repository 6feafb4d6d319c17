import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiDocument } from './api/api-document.js';
import { openApiDocument } from './api/open-api.js';
import { UPLOAD_MAX_BYTES } from './forms/submission.js';
import { PageRenderer } from './render/page-renderer.js';
import { WEB_SETTINGS, type WebSettings } from './web-settings.js';

/** The largest body of an ordinary form or API call, bytes. A file comes as multipart and has its own limit. */
const BODY_MAX_BYTES = 1_000_000;

/** A form's limits. More than this is a mistake or an attack: 413. */
const MULTIPART = {
  limits: {
    fileSize: UPLOAD_MAX_BYTES,
    files: 2,
    fields: 1_000,
    parts: 1_002,
    fieldSize: BODY_MAX_BYTES,
    headerPairs: 50,
  },
};

/** @param trustProxy whose X-Forwarded-For is believed, see `trustProxy` in platform/identity */
export function fastifyAdapter(trustProxy: false | string[] = false): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: BODY_MAX_BYTES,
    trustProxy,
    routerOptions: { maxParamLength: 100 },
    multipart: false,
    // An address that is not one ('/%zz') is answered before any hook, so without styles and without a policy.
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      void reply
        .status(400)
        .type('text/plain; charset=utf-8')
        .send('There is no such page in Courtyard. Check the address.');
    },
  });
}

/** Headers, cookies, uploads and assets. Call it after the app is made and before it is initialised. */
export async function configureWeb(app: NestFastifyApplication): Promise<void> {
  const settings = app.get<WebSettings>(WEB_SETTINGS);
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(settings.secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: settings.secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    // A record's address never leaves the site with a click.
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  await app.register(cookie, {
    secret: settings.cookie_secret,
    parseOptions: { path: '/', httpOnly: true, sameSite: 'lax', secure: settings.secure },
  });
  await app.register(multipart, MULTIPART);
  serveAssets(app);
  app.get(ApiDocument).set(openApiDocument(app));
}

const A_YEAR = 'public, max-age=31536000, immutable';

/** Straight from memory: the name holds the content's hash, so a browser asks once. */
function serveAssets(app: NestFastifyApplication): void {
  const { files } = app.get(PageRenderer).assets;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/assets/:name', (request: FastifyRequest, reply: FastifyReply) => {
      const file = files.get((request.params as { name: string }).name);
      if (!file) return reply.callNotFound();
      const gzip = file.gzipped && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? file.gzipped : undefined;
      if (gzip) reply.header('content-encoding', 'gzip');
      return reply
        .header('cache-control', A_YEAR)
        .header('vary', 'accept-encoding')
        .type(file.type)
        .send(gzip ?? file.body);
    });
}
