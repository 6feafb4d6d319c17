import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { IsInt, IsOptional, IsUUID, MaxLength, Min } from 'class-validator';
import { accept, type CivilDate, type Pence } from '#kernel';
import {
  CommandIdReused,
  Conflict,
  defineCommand,
  type ExecuteOptions,
  IsCivilDate,
  type Outcome,
  type TmoContext,
} from '#platform/event-store';
import { Ctx, Permit, Public } from '#platform/identity';
import { testWeb, type TestWeb } from '#platform/testing-web';
import {
  commandEndpoints,
  Forms,
  HealthChecks,
  IdPipe,
  page,
  Pounds,
  redirect,
  type Submission,
  Submitted,
  Text,
  tmoPath,
  UkDate,
  refusalWords,
} from './index.js';

class SetRentDto {
  @IsUUID() account_id: string;
  @IsInt() @Min(1) weekly_pence: number;
  @IsCivilDate() from: string;
  @IsOptional() @MaxLength(100) reason?: string;
}

const setRent = defineCommand({
  type: 'rent.set-rent',
  permission: 'rent.set-charges',
  decider: { kind: 'rent-account', state_version: 1, initial: {}, evolve: (s: object) => s },
  streamId: (c: SetRentDto) => c.account_id,
  decide: () => accept(),
  payload: SetRentDto,
});

refusalWords('rent-not-on-monday', ({ from }: { from: string }) => ({
  title: `${from} is not a Monday`,
  what_to_do: 'Rent starts on a Monday. Choose one.',
  field: 'from',
  href: '/rent/calendar',
}));

class SetRentForm {
  @Pounds('Enter the weekly rent in pounds, like 120.50') weekly_pence: Pence;
  @UkDate('Enter the Monday it starts, like 6/4/2026') from: CivilDate;
  @Text('Keep the reason below 100 characters', { max: 100, optional: true }) reason?: string;
}

const ACCOUNT = '01234567-89ab-7def-8123-456789abcdef';

@Controller('t/:tmo/rent/:account_id')
class RentController {
  constructor(private readonly forms: Forms) {}

  @Get()
  @Permit('rent.set-charges')
  show() {
    return page('testing-web/set-rent', { title: 'Set the rent', back: { href: '/t/1' } });
  }

  @Post()
  @Permit('rent.set-charges')
  save(@Ctx() ctx: TmoContext, @Param('account_id', IdPipe) account_id: string, @Submitted() sent: Submission) {
    return this.forms.command(ctx, sent, {
      page: () => this.show(),
      form: SetRentForm,
      command: setRent,
      payload: ({ weekly_pence, from, reason }) => ({ account_id, weekly_pence, from, ...(reason ? { reason } : {}) }),
      done: () => redirect(tmoPath(ctx, 'rent', account_id), 'The rent is set from <Monday>'),
    });
  }
}

@Controller()
class OddController {
  @Get('broken') @Public() broken() {
    throw new Error('password of the database is hunter2');
  }
  @Post('upload') @Public() upload(@Submitted() sent: Submission, @Body() body: unknown) {
    const file = sent.files['statement'];
    return { name: file?.name, size: file?.size, sha256: file?.sha256, fields: sent.values, body };
  }
}

const FORM = `/t/1/rent/${ACCOUNT}`;
const TYPED = { weekly_pence: '120.50', from: '6/4/2026', reason: '' };

let web: TestWeb;
let sent: { payload: object; options: ExecuteOptions }[];
let answer: () => Outcome;

beforeAll(async () => {
  web = await testWeb({
    controllers: [RentController, OddController, commandEndpoints('rent', [setRent])],
    roles: ['officer'],
    execute: async (_command, payload, options) => {
      sent.push({ payload, options });
      return answer();
    },
    rows: () => [{ type: 'rent.charges-set.v1', recorded_at: '2026-11-22T16:15:00.000000Z' }],
  });
});

beforeEach(() => {
  sent = [];
  answer = () => ({ status: 'accepted', position: 7, stream_id: 'rent-account/1', events: [], repeated: false });
});

afterAll(() => web.close());

describe('a form', () => {
  it('reaches its command as pence and a civil date, then goes on with a 303', async () => {
    const { status, headers } = await web.submit(FORM, TYPED);
    expect([status, headers['location']]).toEqual([303, `/t/1/rent/${ACCOUNT}`]);
    expect(sent[0]?.payload).toEqual({ account_id: ACCOUNT, weekly_pence: 12050, from: '2026-04-06' });
    expect(sent[0]?.options.source).toEqual({ kind: 'page' });
  });

  it('tells the person once, on the next page, that it was done, and escapes what it tells', async () => {
    await web.submit(FORM, TYPED);
    expect((await web.get(FORM)).html).toContain('The rent is set from &lt;Monday&gt;');
    expect((await web.get(FORM)).html).not.toContain('The rent is set');
  });

  it('proposes what the page knows, as a person would type it', async () => {
    const { html } = await web.get(FORM);
    expect(html).toMatch(/name="weekly_pence"[^>]* value="99.50"/);
    expect(html).toMatch(/name="from"[^>]* value="6\/4\/2026"/);
  });

  it('comes back with everything typed, what was wrong beside each field and a link to it', async () => {
    const typed = { weekly_pence: '12O.50', from: '31/2/2026', reason: 'Ramps & "stairs" <b>' };
    const { status, html } = await web.submit(FORM, typed);
    expect(status).toBe(400);
    expect(html).toContain('<title>Error: Set the rent');
    expect(html).toMatch(/name="weekly_pence"[^>]* value="12O.50"/);
    expect(html).toMatch(/name="from"[^>]* value="31\/2\/2026"/);
    expect(html).toContain('value="Ramps &amp; &quot;stairs&quot; &lt;b&gt;"');
    expect(html).toContain('<a href="#weekly_pence">Enter the weekly rent in pounds, like 120.50</a>');
    expect(html).toContain('<a href="#from">Enter the Monday it starts, like 6/4/2026</a>');
    expect(sent).toEqual([]);
  });

  it.each(['-1.00', '1.005', '1e3', '', '£1,20.50', '99999999999999999999'])(
    'does not take "%s" for an amount of rent',
    async (weekly_pence) => {
      expect((await web.submit(FORM, { ...TYPED, weekly_pence })).status).toBe(400);
    },
  );

  it('that the command’s own shape refuses comes back too', async () => {
    const { status, html } = await web.submit(FORM, { ...TYPED, weekly_pence: '0.00' });
    expect(status).toBe(400);
    expect(html).toContain('#weekly_pence');
    expect(sent).toEqual([]);
  });

  it('that a rule refuses says why and what to do in the rule’s words, keeps what was typed and links to the field', async () => {
    answer = () => ({
      status: 'refused',
      refusal: { code: 'rent-not-on-monday', facts: { from: '7 April' } },
      repeated: false,
    });
    const { status, html } = await web.submit(FORM, { ...TYPED, from: '7/4/2026' });
    expect(status).toBe(422);
    expect(html).toContain('7 April is not a Monday');
    expect(html).toContain('Rent starts on a Monday. Choose one.');
    expect(html).toContain('href="/t/1/rent/calendar"');
    expect(html).toMatch(/name="from"[^>]* value="7\/4\/2026"/);
  });

  it('that is refused under a code nobody gave words to still names it', async () => {
    answer = () => ({ status: 'refused', refusal: { code: 'moon-is-full', facts: {} }, repeated: false });
    expect((await web.submit(FORM, TYPED)).html).toContain('This was refused: moon is full');
  });

  it('sent again with another amount says "You already sent this", what came of it, and keeps the new amount under a fresh id', async () => {
    const { html: first } = await web.get(FORM);
    answer = () => {
      throw new CommandIdReused(sent[0]?.options.command_id ?? '', 1204);
    };
    const { status, html } = await web.submit(FORM, { ...TYPED, weekly_pence: '130' });
    const idOf = (page: string) => /name="command_id" value="([^"]+)"/.exec(page)?.[1];
    expect(status).toBe(409);
    expect(html).toContain('You already sent this');
    expect(html).toContain('charges set');
    expect(html).toContain('22 November 2026 at 4:15pm');
    expect(html).toContain('entry 1,204 of the record');
    expect(html).toMatch(/name="weekly_pence"[^>]* value="130"/);
    expect(new Set([idOf(first), idOf(html), sent[0]?.options.command_id]).size).toBe(3);
  });

  it('that met a busy record keeps what was typed and asks to be sent again', async () => {
    answer = () => {
      throw new Conflict();
    };
    const { status, html } = await web.submit(FORM, TYPED);
    expect(status).toBe(409);
    expect(html).toContain('Somebody else was saving at the same moment');
    expect(html).toMatch(/name="weekly_pence"[^>]* value="120.50"/);
  });

  it('without a command id is not taken', async () => {
    expect((await web.submit(FORM, { ...TYPED, command_id: 'x' })).status).toBe(400);
    expect(sent).toEqual([]);
  });
});

describe('what changes something', () => {
  it('is refused without the token of a page of ours, and nothing happens', async () => {
    const { status, html } = await web.submit(FORM, { ...TYPED, _csrf: 'forged' });
    expect([status, sent]).toEqual([403, []]);
    expect(html).toContain('This page was open for too long');
  });

  it('is refused with a token that was made for another browser', async () => {
    const other = await testWeb({ controllers: [RentController], roles: ['officer'] });
    const { html } = await other.get(FORM);
    await other.close();
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(token).not.toBe('');
    expect((await web.submit(FORM, { ...TYPED, _csrf: token })).status).toBe(403);
  });

  it('takes a file with its form, without JavaScript', async () => {
    const { html } = await web.get(FORM);
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const { status, html: body } = await web.post(
      '/upload',
      multipart({ _csrf: token, note: 'May' }, 'statement', '..\\..\\stock.csv', 'a,b\n1,2\n'),
      MULTIPART,
    );
    expect(status).toBe(201);
    expect(JSON.parse(body)).toMatchObject({
      name: 'stock.csv',
      size: 8,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      fields: { note: 'May' },
    });
  });

  it('does not take a file without the token', async () => {
    expect((await web.post('/upload', multipart({}, 'statement', 'a.csv', 'a'), MULTIPART)).status).toBe(403);
  });

  it('says so when a file is above 60 MB, whether its size was announced or not', async () => {
    const announced = { ...MULTIPART, 'content-length': '70000000' };
    const visits = [
      await web.post('/upload', multipart({}, 'statement', 'a.csv', 'a'), announced),
      await web.post('/upload', multipart({}, 'statement', 'a.csv', 'a'.repeat(60_000_001)), MULTIPART),
    ];
    expect(visits.map(({ status, html }) => [status, html.includes('That file is too big')])).toEqual([
      [413, true],
      [413, true],
    ]);
  });

  it('says so when an upload breaks off', async () => {
    const whole = multipart({}, 'statement', 'a.csv', 'a');
    const { status, html } = await web.post('/upload', whole.slice(0, -20), MULTIPART);
    expect(status).toBe(400);
    expect(html).toContain('We could not read what was sent');
  });
});

const MULTIPART = { 'content-type': 'multipart/form-data; boundary=edge' };

function multipart(fields: Record<string, string>, file: string, filename: string, content: string): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--edge\r\ncontent-disposition: form-data; name="${file}"; filename="${filename}"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--edge--\r\n`;
}

describe('every answer', () => {
  it('forbids any script, style, frame or address but our own', async () => {
    const { headers, html } = await web.get(FORM);
    const policy = String(headers['content-security-policy']);
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(html).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it('behind TLS insists on it, and keeps its cookies to this host', async () => {
    const secure = await testWeb({ controllers: [RentController], roles: ['officer'], secure: true });
    const { headers } = await secure.get(FORM);
    await secure.close();
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
    expect(String(headers['set-cookie'])).toMatch(/^__Host-csrf=.*; Path=\/; HttpOnly; Secure; SameSite=Lax/);
  });

  it('is not kept by anybody between us and the browser', async () => {
    expect((await web.get(FORM)).headers['cache-control']).toBe('private, no-cache');
  });
});

describe('an error', () => {
  it('is a page in plain English with a reference, and says nothing of what broke', async () => {
    const { status, html } = await web.get('/broken');
    expect(status).toBe(500);
    expect(html).toContain('Something went wrong on our side');
    expect(html).toMatch(/Reference <strong>[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}<\/strong>/);
    expect(html).not.toContain('hunter2');
  });

  it('for an address that leads nowhere is a page too', async () => {
    for (const path of ['/nowhere', '/%zz', `/${'long'.repeat(2000)}`]) {
      const { status, html } = await web.get(path);
      expect([path.slice(0, 12), status < 500, html.includes('Courtyard')]).toEqual([path.slice(0, 12), true, true]);
    }
  });

  it('under a TMO still has the search box and the way on', async () => {
    const { status, html } = await web.get('/t/1/rent-acounts/12');
    expect([status, html.includes('action="/t/1/search"')]).toEqual([404, true]);
  });

  it('for an id that is none is "no such page", before anything is asked of the database', async () => {
    expect((await web.submit(FORM, TYPED, '/t/1/rent/not-an-id')).status).toBe(404);
  });

  it('sends somebody who is not signed in to sign in, and back afterwards', async () => {
    const closed = await testWeb({ controllers: [RentController] });
    const { status, headers } = await closed.get(`${FORM}?as_at=2026-04-06`);
    await closed.close();
    expect([status, headers['location']]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent(`${FORM}?as_at=2026-04-06`)}`,
    ]);
  });

  it('tells somebody whose session ended while they typed where their words still are', async () => {
    const closed = await testWeb({ controllers: [RentController] });
    const { status, html } = await closed.post(FORM, 'weekly_pence=1');
    await closed.close();
    expect(status).toBe(401);
    expect(html).toContain('what you typed is still on the page you came from');
    expect(html).toContain('href="/sign-in"');
  });

  it('under /api is a problem document', async () => {
    const { status, html, headers } = await web.get('/api/t/1/nowhere');
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(html)).toMatchObject({
      type: 'urn:courtyard:error:404',
      status: 404,
      reference: expect.any(String),
    });
  });

  it('without the permission is 403, on a page and under /api', async () => {
    const caretaker = await testWeb({
      controllers: [RentController, commandEndpoints('rent', [setRent])],
      roles: ['caretaker'],
    });
    expect((await caretaker.get(FORM)).status).toBe(403);
    expect((await caretaker.post('/api/t/1/rent/set-rent', '{}', { 'content-type': 'application/json' })).status).toBe(
      403,
    );
    await caretaker.close();
  });
});

describe('a command’s endpoint', () => {
  const call = async (body: unknown, headers: Record<string, string> = {}) => {
    const { html } = await web.get('/api/csrf-token');
    const { csrf_token } = JSON.parse(html) as { csrf_token: string };
    const answered = await web.post('/api/t/1/rent/set-rent', JSON.stringify(body), {
      'content-type': 'application/json',
      'x-csrf-token': csrf_token,
      ...headers,
    });
    return {
      status: answered.status,
      body: JSON.parse(answered.html) as Record<string, unknown>,
      type: answered.headers['content-type'],
    };
  };
  const BODY = { account_id: ACCOUNT, weekly_pence: 12050, from: '2026-04-06' };

  it('answers what was recorded, under the id that the caller chose', async () => {
    const key = '01234567-89ab-7def-8123-0123456789ab';
    const { status, body } = await call(BODY, { 'idempotency-key': key });
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'accepted',
      position: 7,
      stream_id: 'rent-account/1',
      events: [],
      repeated: false,
      command_id: key,
    });
    expect(sent[0]).toMatchObject({ payload: BODY, options: { command_id: key, source: { kind: 'api' } } });
  });

  it('makes an id where the caller gave none, and tells it', async () => {
    const { body } = await call(BODY);
    expect(body['command_id']).toBe(sent[0]?.options.command_id);
  });

  it('names each field that is wrong or unknown', async () => {
    const { status, body, type } = await call({ ...BODY, weekly_pence: 12.5, tmo_id: 2 });
    expect([status, type]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect((body['errors'] as { field: string }[]).map((e) => e.field).sort()).toEqual(['tmo_id', 'weekly_pence']);
    expect(sent).toEqual([]);
  });

  it.each([[[]], ['text'], [null]])('takes an object, not %j', async (body) => {
    expect((await call(body)).status).toBe(400);
  });

  it('answers a refusal as 422 with its code, its facts and its words', async () => {
    answer = () => ({
      status: 'refused',
      refusal: { code: 'rent-not-on-monday', facts: { from: '2026-04-07' } },
      repeated: false,
    });
    const { status, body } = await call(BODY);
    expect(status).toBe(422);
    expect(body).toEqual({
      type: 'urn:courtyard:refusal:rent-not-on-monday',
      title: '2026-04-07 is not a Monday',
      status: 422,
      detail: 'Rent starts on a Monday. Choose one.',
      code: 'rent-not-on-monday',
      facts: { from: '2026-04-07' },
    });
  });

  it('is refused without the CSRF header', async () => {
    expect((await call(BODY, { 'x-csrf-token': 'forged' })).status).toBe(403);
  });

  it('is in the OpenAPI document with its shape, its permission and its refusals', async () => {
    const document = JSON.parse((await web.get('/api/openapi.json')).html) as {
      paths: Record<string, { post: Record<string, unknown> }>;
    };
    const { post } = document.paths['/api/t/{tmo}/rent/set-rent'] ?? { post: {} };
    expect(post).toMatchObject({
      operationId: 'rent.set-rent',
      description: 'Needs the permission `rent.set-charges`.',
      requestBody: {
        content: {
          'application/json': {
            schema: {
              required: ['account_id', 'weekly_pence', 'from'],
              additionalProperties: false,
              properties: {
                account_id: { type: 'string', format: 'uuid' },
                weekly_pence: { type: 'integer', minimum: 1 },
                from: { type: 'string', format: 'date' },
                reason: { type: 'string', maxLength: 100 },
              },
            },
          },
        },
      },
      responses: { 200: expect.anything(), 422: expect.anything() },
    });
    expect(Object.keys(document.paths).every((path) => path.startsWith('/api/'))).toBe(true);
  });

  it('is on the page at /api, in words', async () => {
    const { status, html } = await web.get('/api');
    expect(status).toBe(200);
    expect(html).toContain('Set rent');
    expect(html).toContain('/api/t/{tmo}/rent/set-rent');
  });
});

describe('/health', () => {
  it('is well while every check is, and 503 with the name of the one that is not', async () => {
    const checks = web.app.get(HealthChecks);
    checks.add('database', async () => ({ ok: true }));
    expect((await web.get('/health')).status).toBe(200);
    checks.add('worker', async () => {
      throw new TypeError('connection refused by 10.0.0.7');
    });
    const { status, html } = await web.get('/health');
    expect(status).toBe(503);
    expect(JSON.parse(html)).toEqual({
      ok: false,
      checks: { database: { ok: true }, worker: { ok: false, detail: 'TypeError' } },
    });
  });
});
