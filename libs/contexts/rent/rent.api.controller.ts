import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { type CivilDate, isUuid, parseCivilDate } from '#kernel';
import type { TmoContext } from '#platform/identity';
import { Ctx, Permit } from '#platform/identity';
import { type Problem, PROBLEM_TYPE, refusalProblem, shapeProblem, type Submission, Submitted } from '#platform/web';
import { BankImport, type BankPreview, type TakenIn } from './banking/bank-import.service.js';
import { RentRun, type RunAnswer, type RunCount } from './rent-run/rent-run.service.js';

const CSRF = {
  name: 'x-csrf-token',
  description: 'From GET /api/csrf-token, with the session cookie.',
  required: true,
};
const WEEK = {
  schema: {
    type: 'object',
    required: ['week_of'],
    properties: { week_of: { type: 'string', format: 'date', description: 'the Monday' } },
  },
};
const FILE = {
  schema: {
    type: 'object',
    required: ['bank_account_id', 'statement'],
    properties: {
      bank_account_id: { type: 'string', format: 'uuid' },
      statement: { type: 'string', format: 'binary', description: 'camt.053 or CSV' },
    },
  },
};

/** What pages do that is more than one command: the rent run, and taking in a bank statement. */
@ApiTags('rent')
@Controller('api/t/:tmo/rent')
export class RentApiController {
  constructor(
    @Inject(RentRun) private readonly rentRun: RentRun,
    @Inject(BankImport) private readonly bank: BankImport,
  ) {}

  @Post('preview-rent-run')
  @HttpCode(200)
  @Permit('rent.view')
  @ApiOperation({ operationId: 'rent.preview-rent-run', summary: 'What a rent run would do now' })
  @ApiHeader(CSRF)
  @ApiBody(WEEK)
  previewRun(@Ctx() ctx: TmoContext, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.withWeek(body, reply, (week_of) => this.rentRun.preview(ctx, week_of));
  }

  @Post('run-rent')
  @HttpCode(200)
  @Permit('rent.run')
  @ApiOperation({
    operationId: 'rent.run-rent',
    summary: 'Run the rent of a week; running it again charges nobody twice',
  })
  @ApiHeader(CSRF)
  @ApiBody(WEEK)
  run(@Ctx() ctx: TmoContext, @Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.withWeek(body, reply, (week_of) => this.rentRun.run(ctx, week_of));
  }

  @Post('preview-statement')
  @HttpCode(200)
  @Permit('bank.import')
  @ApiOperation({ operationId: 'rent.preview-statement', summary: 'What taking in a bank statement would do' })
  @ApiHeader(CSRF)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  previewStatement(
    @Ctx() ctx: TmoContext,
    @Submitted() sent: Submission,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.withFile(ctx, sent, reply, (account, file) => this.bank.preview(ctx, account, file));
  }

  @Post('take-in-statement')
  @HttpCode(200)
  @Permit('bank.import')
  @ApiOperation({
    operationId: 'rent.take-in-statement',
    summary: 'Take in a bank statement; lines seen before are left out',
  })
  @ApiHeader(CSRF)
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  takeIn(@Ctx() ctx: TmoContext, @Submitted() sent: Submission, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.withFile(ctx, sent, reply, (account, file) => this.bank.takeIn(ctx, account, file));
  }

  private async withWeek(
    body: unknown,
    reply: FastifyReply,
    ask: (week_of: CivilDate) => Promise<RunAnswer>,
  ): Promise<RunCount | Problem> {
    const asked = body !== null && typeof body === 'object' && 'week_of' in body ? String(body.week_of) : '';
    const week_of = parseCivilDate(asked);
    if (!week_of) return problem(reply, shapeProblem([{ field: 'week_of', text: 'a Monday as YYYY-MM-DD' }]));
    const answer = await ask(week_of);
    return answer.status === 'refused' ? problem(reply, refusalProblem(answer.refusal)) : answer.count;
  }

  private async withFile(
    ctx: TmoContext,
    { values, files }: Submission,
    reply: FastifyReply,
    ask: (bank_account_id: string, file_id: string) => Promise<BankPreview | TakenIn>,
  ): Promise<BankPreview | TakenIn | Problem> {
    const id = String(values['bank_account_id'] ?? '');
    if (!isUuid(id)) return problem(reply, shapeProblem([{ field: 'bank_account_id', text: 'a UUID in lower case' }]));
    const file = files['statement'];
    if (!file) return problem(reply, shapeProblem([{ field: 'statement', text: 'a file' }]));
    const file_id = await this.bank.keep(ctx, { name: file.name, bytes: file.bytes() });
    const answer = await ask(id, file_id);
    return answer.status === 'refused' ? problem(reply, refusalProblem(answer.refusal)) : answer;
  }
}

function problem(reply: FastifyReply, said: Problem): Problem {
  reply.status(said.status).type(PROBLEM_TYPE);
  return said;
}
