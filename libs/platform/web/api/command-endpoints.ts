import { Body, Controller, HttpCode, Headers, Inject, Post, Res, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import type { FastifyReply } from 'fastify';
import { isUuid, newUuid } from '#kernel';
import { type AnyCommand, messageOf, type Outcome } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { type Problem, PROBLEM_TYPE, refusalProblem, shapeProblem } from '../errors/problem.js';
import { problemsOf } from '../forms/read-form.js';
import { jsonSchemaOf } from './json-schema.js';
import { ACCEPTED_SCHEMA, PROBLEM_SCHEMA } from './schemas.js';

/** The answer to an accepted command. */
export interface AcceptedAnswer {
  readonly status: 'accepted';
  /** Position of its last event in this TMO's log. */
  readonly position: number;
  readonly stream_id: string;
  readonly events: readonly string[];
  /** The same command id had been answered before; this is that answer. */
  readonly repeated: boolean;
  readonly command_id: string;
}

/**
 * A controller with `POST /api/t/:tmo/<context>/<command>` for each command: every page action is also an endpoint, with
 * the same permission, rule and receipt. The body is the command's payload; `Idempotency-Key` is the command id.
 */
export function commandEndpoints(context: string, commands: readonly AnyCommand[]): Type {
  @ApiTags(context)
  @Controller(`api/t/:tmo/${context}`)
  class CommandEndpoints {
    constructor(@Inject(CommandBus) readonly bus: CommandBus) {}
  }
  for (const command of commands) addEndpoint(CommandEndpoints, context, command);
  Object.defineProperty(CommandEndpoints, 'name', { value: `${context}-commands` });
  return CommandEndpoints;
}

function addEndpoint(controller: Type<{ bus: CommandBus }>, context: string, command: AnyCommand): void {
  const name = command.type.slice(context.length + 1);
  if (command.type !== `${context}.${name}`) throw new Error(`${command.type} is not a command of ${context}`);
  const target = controller.prototype as Record<string, unknown>;
  target[name] = async function endpoint(
    this: { bus: CommandBus },
    ctx: TmoContext,
    body: unknown,
    key: string | undefined,
    reply: FastifyReply,
  ): Promise<AcceptedAnswer | Problem> {
    const answer = await answerTo(this.bus, ctx, command, body, key);
    if (answer.status === 'accepted') return answer;
    reply.status(answer.status).type(PROBLEM_TYPE);
    return answer;
  };
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  if (!descriptor) throw new Error(`the endpoint of ${command.type} was not defined`);
  // What TypeScript writes for a decorated method: parameters first, then the method.
  Ctx()(target, name, 0);
  Body()(target, name, 1);
  Headers('idempotency-key')(target, name, 2);
  Res({ passthrough: true })(target, name, 3);
  Reflect.defineMetadata('design:paramtypes', [Object, Object, String, Object], target, name);
  for (const decorate of [Post(name), HttpCode(200), Permit(command.permission), ...documentation(command)]) {
    decorate(target, name, descriptor);
  }
}

async function answerTo(
  bus: CommandBus,
  ctx: TmoContext,
  command: AnyCommand,
  body: unknown,
  key: string | undefined,
): Promise<AcceptedAnswer | Problem> {
  const command_id = key ?? newUuid();
  if (!isUuid(command_id)) return shapeProblem([{ field: 'Idempotency-Key', text: 'a UUID in lower case' }]);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    return shapeProblem([{ field: undefined, text: 'a JSON object' }]);
  }
  const dto: new () => object = command.payload;
  const problems = await problemsOf(plainToInstance(dto, body), {
    forbidUnknown: true,
  });
  if (problems.length > 0) return shapeProblem(problems);
  const message = new (messageOf(command))(ctx, body, { command_id, source: { kind: 'api' } });
  const outcome: Outcome = await bus.execute(message);
  if (outcome.status === 'refused') return refusalProblem(outcome.refusal);
  const { position, stream_id, events, repeated } = outcome;
  return { status: 'accepted', position, stream_id, events: events.map((e) => e.type), repeated, command_id };
}

function documentation(command: AnyCommand): MethodDecorator[] {
  const problem = { 'application/problem+json': { schema: PROBLEM_SCHEMA } };
  return [
    ApiOperation({
      operationId: command.type,
      summary: sentence(command.type),
      description: `Needs the permission \`${command.permission}\`.`,
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'The command id, a UUID: the same again has no second effect. Made for you when left out.',
      required: false,
      schema: { type: 'string', format: 'uuid' },
    }),
    ApiHeader({
      name: 'x-csrf-token',
      description: 'From GET /api/csrf-token, with the session cookie.',
      required: true,
    }),
    ApiBody({ required: true, schema: jsonSchemaOf(command.payload) as object }),
    ApiResponse({ status: 200, description: 'Accepted', content: { 'application/json': { schema: ACCEPTED_SCHEMA } } }),
    ApiResponse({ status: 400, description: 'The body has not the right shape', content: problem }),
    ApiResponse({ status: 403, description: 'Without the permission, or without the CSRF token', content: problem }),
    ApiResponse({
      status: 409,
      description: 'The command id was used for another body, or the record was busy',
      content: problem,
    }),
    ApiResponse({
      status: 422,
      description: 'Refused: `code` says by which rule, `facts` with what',
      content: problem,
    }),
  ];
}

/** 'rent.set-charges' to 'Set charges'. */
function sentence(type: string): string {
  const words = (type.split('.')[1] ?? type).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
