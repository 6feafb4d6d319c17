import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { makeRegistry } from '#composition';
import { Registry } from '#platform/event-store';
import { type Route, routesOf } from '#platform/identity';
import { Vault } from '#platform/privacy';
import { testDatabase, type TestDatabase } from '#platform/testing-database';
import { configureWeb, fastifyAdapter } from '#platform/web';

let database: TestDatabase;
let app: NestFastifyApplication;
let routes: readonly Route[];

beforeAll(async () => {
  const secret = () => randomBytes(32).toString('hex');
  process.env['COURTYARD_MASTER_KEY'] = secret();
  process.env['COURTYARD_RECEIPT_KEY'] = secret();
  process.env['COURTYARD_SESSION_SECRET'] = secret();
  database = await testDatabase(makeRegistry(new Vault(process.env['COURTYARD_MASTER_KEY'])).migrations);
  process.env['COURTYARD_APP_URL'] = database.urls.appUrl;
  // Reads the environment as it loads.
  const { OfficeModule } = await import('./office.module.js');
  const built = await Test.createTestingModule({ imports: [OfficeModule] }).compile();
  app = built.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { logger: false });
  await configureWeb(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  routes = routesOf(app);
}, 60_000);

afterAll(async () => {
  await app?.close();
  await database?.close();
});

const addressOf = (path: string) =>
  path.replace(':tmo', '1').replaceAll(/:\w+/g, '01234567-89ab-7def-8123-456789abcdef');

describe('the office as it is put together', () => {
  it('documents an endpoint for every command that there is, with the shape of its payload', async () => {
    const { paths } = JSON.parse((await app.inject('/api/openapi.json')).payload) as {
      paths: Record<
        string,
        {
          post?: {
            operationId?: string;
            requestBody?: { content: Record<string, { schema: { properties: object } }> };
          };
        }
      >;
    };
    const documented = Object.values(paths).flatMap(({ post }) => post?.operationId ?? []);
    // The office itself sends this one, when somebody tries to open a record of their own household.
    const commands = [...app.get(Registry).commands.keys()].filter((type) => type !== 'identity.open-record');
    expect(documented.filter((id) => commands.includes(id)).sort()).toEqual([...commands].sort());
    const shapeless = Object.values(paths).flatMap(({ post }) => {
      const schema = post?.requestBody?.content['application/json']?.schema;
      return schema && Object.keys(schema.properties).length === 0 ? (post?.operationId ?? []) : [];
    });
    expect(shapeless).toEqual([]);
  });

  it('changes nothing for whoever comes without a session or without a form of ours', async () => {
    const unsafe = routes.filter(({ method }) => method !== 'GET');
    expect(unsafe.length).toBeGreaterThan(10);
    const answers = await Promise.all(
      unsafe.map(async ({ method, path }) => {
        const answer = await app.inject({ method: method as 'POST', url: addressOf(path), payload: {} });
        return `${method} ${path} ${answer.statusCode}`;
      }),
    );
    expect(answers.filter((line) => !/ (401|403)$/.test(line))).toEqual([]);
  });

  it('sends whoever is not signed in to sign in from every page, and tells the API’s callers 401', async () => {
    const closed = routes.filter(({ method, access }) => method === 'GET' && access?.kind !== 'public');
    const answers = await Promise.all(
      closed.map(async ({ path }) => {
        const { statusCode, headers } = await app.inject(addressOf(path));
        const sent = (headers['location'] ?? '').startsWith('/sign-in?next=');
        return `${path} ${path.startsWith('/api/') ? statusCode === 401 : statusCode === 303 && sent}`;
      }),
    );
    expect(answers.filter((line) => !line.endsWith(' true'))).toEqual([]);
  });

  it('answers its public pages, each under the same policy', async () => {
    const open = routes.filter(
      ({ method, access, path }) => method === 'GET' && access?.kind === 'public' && !path.includes(':'),
    );
    for (const { path } of open) {
      const { statusCode, headers } = await app.inject(path);
      expect([
        path,
        statusCode < 500,
        String(headers['content-security-policy']).includes("default-src 'none'"),
      ]).toEqual([path, true, true]);
    }
  });
});
