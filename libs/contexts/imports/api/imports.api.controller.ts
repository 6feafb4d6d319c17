import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { IsArray, IsBoolean, IsString } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { type CivilDate, isUuid, londonDateOf, newUuid } from '#kernel';
import { Database } from '#platform/database';
import { IsCivilDate } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  IdPipe,
  jsonSchemaOf,
  type Problem,
  PROBLEM_SCHEMA,
  PROBLEM_TYPE,
  problemsOf,
  refusalProblem,
  shapeProblem,
  type Submission,
  Submitted,
} from '#platform/web';
import { toDoErrors } from '../batch/apply-extract/dry-run-view.js';
import { type BatchView, importBatches } from '../batches/batches.queries.js';
import type { ExtractMapping } from '../batch/extract-mapping.js';
import type { DryRun } from '../importing/dry-run.js';
import { type ApplyRequest, ExtractImport } from '../importing/extract-import.service.js';
import { importRefused } from '../refusals.js';

class ApplyBody implements ApplyRequest {
  @IsCivilDate()
  as_at: CivilDate;

  /** Keys of the dry run's warnings, or codes of whole kinds. */
  @IsArray()
  @IsString({ each: true })
  ticked: string[];

  @IsBoolean()
  leave_out: boolean;

  /** The dry run's `checked`. */
  @IsString()
  checked: string;
}

const PROBLEM = { content: { 'application/problem+json': { schema: PROBLEM_SCHEMA } } };
const CSRF = ApiHeader({ name: 'x-csrf-token', description: 'From GET /api/csrf-token.', required: true });
const KEY = ApiHeader({
  name: 'Idempotency-Key',
  description: 'A UUID: the same again has no second effect. Made for you when left out.',
  required: false,
  schema: { type: 'string', format: 'uuid' },
});

/** An import as a program does it: upload, `imports/map-columns`, look at the dry run, apply. */
@ApiTags('imports')
@Controller('api/t/:tmo/imports')
export class ImportsApiController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(ExtractImport) private readonly imports: ExtractImport,
  ) {}

  @Get()
  @Permit('imports.run')
  @ApiOperation({ operationId: 'imports.list', summary: 'Extracts that were uploaded, the latest first' })
  list(@Ctx() ctx: TmoContext): Promise<BatchView[]> {
    return this.db.inTmo(ctx, (tx) => importBatches(tx, ctx.tmo_id));
  }

  @Post()
  @HttpCode(200)
  @Permit('imports.run')
  @ApiOperation({
    operationId: 'imports.receive-extract',
    summary: 'Upload an extract: multipart, the field `extract`',
  })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', properties: { extract: { type: 'string', format: 'binary' } } } })
  @CSRF
  @KEY
  @ApiResponse({ status: 200, description: 'Kept: its id, columns, and a first guess at which is what' })
  @ApiResponse({ status: 400, description: 'No file, or one that cannot be read: `errors` say where', ...PROBLEM })
  @ApiResponse({ status: 422, description: 'This very file was uploaded before: `facts` say as what', ...PROBLEM })
  async receive(
    @Ctx() ctx: TmoContext,
    @Submitted() sent: Submission,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ColumnsView | Problem> {
    const request_id = key ?? newUuid();
    if (!isUuid(request_id)) return no(reply, unfit('Idempotency-Key', 'a UUID in lower case'));
    const file = sent.files['extract'];
    if (!file) return no(reply, unfit('extract', 'a file'));
    const received = await this.imports.receive(ctx, { name: file.name, bytes: file.bytes() }, request_id);
    switch (received.status) {
      case 'unreadable':
        return no(reply, shapeProblem(received.problems.map(({ message }) => ({ field: 'extract', text: message }))));
      case 'uploaded-before': {
        const { batch_id, status, received_at } = received.batch;
        const facts = { batch_id, status, received_on: londonDateOf(received_at) };
        return no(reply, refusalProblem({ code: 'extract-uploaded-before', facts }));
      }
      case 'received':
        return this.one(ctx, received.batch_id);
    }
  }

  @Get(':batch_id')
  @Permit('imports.run')
  @ApiOperation({ operationId: 'imports.one', summary: 'One extract, its columns and which is what' })
  async one(@Ctx() ctx: TmoContext, @Param('batch_id', IdPipe) batch_id: string): Promise<ColumnsView> {
    const kept = await this.imports.open(ctx, batch_id);
    const { batch, file_name, csv } = kept;
    return {
      ...batch,
      file_name,
      columns: csv.header,
      records: csv.records.length,
      mapping: this.imports.mappingOf(kept),
    };
  }

  @Get(':batch_id/dry-run')
  @Permit('imports.run')
  @ApiOperation({ operationId: 'imports.dry-run', summary: 'What would go in, what is wrong, what is odd' })
  async dryRun(@Ctx() ctx: TmoContext, @Param('batch_id', IdPipe) batch_id: string): Promise<DryRunAnswer> {
    const { counts, extract, wrong, warnings, usable, unused_columns, as_at, digest } = await this.imports.dryRun(
      ctx,
      batch_id,
    );
    const { records, errors } = extract;
    return { records, usable, counts, errors, left_out: wrong, warnings, unused_columns, as_at, checked: digest };
  }

  @Post(':batch_id/apply')
  @HttpCode(200)
  @Permit('imports.run')
  @ApiOperation({
    operationId: 'imports.apply-extract',
    summary: 'Put in what the dry run shows, all of it or nothing',
  })
  @ApiBody({ required: true, schema: jsonSchemaOf(ApplyBody) as object })
  @CSRF
  @ApiResponse({ status: 200, description: 'What went in; asked again, the same' })
  @ApiResponse({ status: 400, description: 'Something is not ticked yet, or the check has changed', ...PROBLEM })
  @ApiResponse({ status: 422, description: 'Refused, and nothing went in: `facts.record` says by which', ...PROBLEM })
  async apply(
    @Ctx() ctx: TmoContext,
    @Param('batch_id', IdPipe) batch_id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchView | Problem> {
    if (body === null || typeof body !== 'object') return no(reply, unfit(undefined, 'a JSON object'));
    const asked = plainToInstance(ApplyBody, body);
    const problems = await problemsOf(asked, { forbidUnknown: true });
    if (problems.length > 0) return no(reply, shapeProblem(problems));
    const answer = await this.imports.apply(ctx, batch_id, asked);
    switch (answer.status) {
      case 'not-ready':
        return no(reply, shapeProblem(toDoErrors(answer.to_do)));
      case 'refused':
        return no(reply, refusalProblem(importRefused(answer)));
      case 'applied':
        return answer.batch;
    }
  }

  @Post(':batch_id/discard')
  @HttpCode(200)
  @Permit('imports.run')
  @ApiOperation({ operationId: 'imports.discard-extract', summary: 'Throw an uploaded file away' })
  @CSRF
  @KEY
  @ApiResponse({ status: 200, description: 'It is kept no longer' })
  @ApiResponse({ status: 422, description: 'It is in the records', ...PROBLEM })
  async discard(
    @Ctx() ctx: TmoContext,
    @Param('batch_id', IdPipe) batch_id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ readonly status: 'discarded' } | Problem> {
    const command_id = key ?? newUuid();
    if (!isUuid(command_id)) return no(reply, unfit('Idempotency-Key', 'a UUID in lower case'));
    const outcome = await this.imports.discard(ctx, batch_id, command_id);
    return outcome.status === 'refused' ? no(reply, refusalProblem(outcome.refusal)) : { status: 'discarded' };
  }
}

type ColumnsView = Omit<BatchView, 'mapping'> & {
  readonly file_name: string;
  readonly columns: readonly string[];
  readonly records: number;
  /** As chosen or, before that, as guessed. */
  readonly mapping: ExtractMapping;
};

type DryRunAnswer = Pick<DryRun, 'usable' | 'counts' | 'warnings' | 'unused_columns' | 'as_at'> &
  Pick<DryRun['extract'], 'records' | 'errors'> & { readonly left_out: readonly number[]; readonly checked: string };

function unfit(field: string | undefined, text: string): Problem {
  return shapeProblem([{ field, text }]);
}

function no(reply: FastifyReply, problem: Problem): Problem {
  reply.status(problem.status).type(PROBLEM_TYPE);
  return problem;
}
