import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Global,
  Module,
  type Provider,
  type Type,
  UnauthorizedException,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyRequest } from 'fastify';
import { newUuid } from '#kernel';
import { Database, type Tx } from '#platform/database';
import {
  type AnyCommand,
  type CommandMessage,
  type CommandItem,
  type ExecuteOptions,
  Executor,
  type Outcome,
  type TmoContext,
} from '#platform/event-store';
import { ACCESS, type Access, actorMay, type Role } from '#platform/identity';
import { configureWeb, fastifyAdapter, WebModule } from '#platform/web';

export interface TestWebSettings {
  readonly controllers: Type[];
  readonly providers?: Provider[];
  /** Who is signed in, by their roles in TMO 1; nobody when left out. */
  readonly roles?: readonly Role[];
  /** What the log would answer; every command is accepted when left out. */
  readonly execute?: (command: AnyCommand, payload: object, options: ExecuteOptions) => Promise<Outcome>;
  /** What it would answer to several at once. */
  readonly executeMany?: (
    items: readonly CommandItem[],
    options: { readonly onRefusal: 'abort' | 'report' },
  ) => Promise<{ readonly outcomes: readonly Outcome[] }>;
  /** What `db.inTmo` and the pages' own queries read. */
  readonly rows?: (sql: string, params: readonly unknown[]) => unknown[];
  /** As behind TLS. */
  readonly secure?: boolean;
}

export interface Visit {
  readonly status: number;
  readonly html: string;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

export interface TestWeb {
  readonly app: NestFastifyApplication;
  get(path: string, headers?: Record<string, string>): Promise<Visit>;
  /** Opens the page as a browser would, fills its form and sends it; `command_id` and the CSRF token come from the page. */
  submit(path: string, fields: Record<string, string>, to?: string): Promise<Visit>;
  /** Sends without looking at a page first. */
  post(path: string, body: string, headers?: Record<string, string>): Promise<Visit>;
  close(): Promise<void>;
}

/** The real pages without a database: whoever signs in and whatever the log answers is said by the spec. */
export async function testWeb(settings: TestWebSettings): Promise<TestWeb> {
  const execute = settings.execute ?? (async () => accepted());
  const database = {
    inTmo: <T>(_ctx: unknown, work: (tx: Tx) => Promise<T>) =>
      work({
        query: async <Row>(sql: string, params: readonly unknown[] = []) =>
          (settings.rows?.(sql, params) ?? []) as Row[],
      }),
  };
  const executor = {
    execute: (_ctx: TmoContext, command: AnyCommand, payload: object, options: ExecuteOptions) =>
      execute(command, payload, options),
    executeMany: (_ctx: TmoContext, items: readonly CommandItem[], options: { onRefusal: 'abort' | 'report' }) =>
      settings.executeMany?.(items, options) ?? Promise.resolve({ outcomes: items.map(accepted) }),
  };
  const bus = { execute: (m: CommandMessage) => execute(m.command, m.payload, m.options) };
  const outside: Provider[] = [
    { provide: Database, useValue: database },
    { provide: Executor, useValue: executor },
    { provide: CommandBus, useValue: bus },
  ];

  @Global()
  @Module({ providers: outside, exports: [Database, Executor, CommandBus] })
  class Outside {}

  @Module({
    imports: [
      Outside,
      WebModule.with(() => ({
        cookie_secret: 'a secret that is only for specs, 32+',
        secure: settings.secure ?? false,
      })),
    ],
    controllers: settings.controllers,
    providers: [
      ...(settings.providers ?? []),
      { provide: APP_GUARD, useFactory: (r: Reflector) => new SpecGuard(r, settings.roles), inject: [Reflector] },
    ],
  })
  class SpecApp {}

  const built = await Test.createTestingModule({ imports: [SpecApp] }).compile();
  const app = built.createNestApplication<NestFastifyApplication>(fastifyAdapter(), { logger: false });
  await configureWeb(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return browserOf(app);
}

function accepted(): Outcome {
  return { status: 'accepted', position: 7, stream_id: 'spec/1', events: [], repeated: false };
}

/** A browser with a jar of its own: cookies are kept from one request to the next. */
export function browserOf(app: NestFastifyApplication): TestWeb {
  const jar = new Map<string, string>();
  const send = async (method: 'GET' | 'POST', url: string, payload?: string, headers: Record<string, string> = {}) => {
    const cookies = Object.fromEntries(jar);
    const answer = await app.inject({ method, url, headers, cookies, ...(payload === undefined ? {} : { payload }) });
    for (const cookie of answer.cookies) {
      const { name, value } = cookie as { name: string; value: string };
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return { status: answer.statusCode, html: answer.payload, headers: answer.headers };
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    app,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => send('POST', path, body, { ...form, ...headers }),
    submit: async (path, fields, to = path) => {
      const { html } = await send('GET', path);
      const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
      const body = new URLSearchParams({ _csrf: hidden('_csrf'), command_id: hidden('command_id'), ...fields });
      return send('POST', to, body.toString(), form);
    },
    close: () => app.close(),
  };
}

/** Stands for the real guard: the same demands, answered by the roles that the spec gave. */
class SpecGuard implements CanActivate {
  private readonly user = { user_id: newUuid(), name: 'Amara Okafor', email: 'amara@example.org' };

  constructor(
    private readonly reflector: Reflector,
    private readonly roles: readonly Role[] | undefined,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.roles) request.signedInUser = this.user;
    if (access?.kind === 'public') return true;
    if (!this.roles) throw new UnauthorizedException();
    if (access?.kind !== 'permit') return true;
    const { user_id, name } = this.user;
    const actor = { kind: 'user', user_id, name, roles: this.roles } as const;
    request.tmo = { tmo_id: 1, slug: 'ash', name: 'Ash Estate TMO' };
    request.tmoContext = { tmo_id: 1, actor };
    if (!actorMay(actor, access.permission)) throw new ForbiddenException();
    return true;
  }
}
