import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import {
  agreementAsAt,
  assignFunction,
  FUNCTION_KEYS,
  type FunctionKey,
  FUNCTIONS,
  type Responsible,
  RESPONSIBLE_WORDS,
} from '#contexts/agreement/contracts/index.js';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Choice,
  Forms,
  type Page,
  redirect,
  type Redirect,
  type Submission,
  Submitted,
  tmoPath,
  UkDate,
} from '#platform/web';
import { EVER, setupProgress } from './progress.js';
import { onward, stepPage } from './step-page.js';
import { USUAL_SPLIT } from './usual-split.js';

const ANSWERS = Object.keys(RESPONSIBLE_WORDS) as readonly Responsible[];

/** `from` and, under its key, an answer for each function. */
class FunctionsForm {
  @UkDate('Enter the day from which it holds, like 2/4/2018')
  from: CivilDate;
}
for (const key of FUNCTION_KEYS)
  Choice(ANSWERS, `Choose who does: ${FUNCTIONS[key].name}`)(FunctionsForm.prototype, key);

/** Who does what, for all functions at once: the usual split is proposed and put right against the agreement at hand. */
@Controller('t/:tmo/setup/functions')
export class SetupFunctionsController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
  ) {}

  @Get()
  @Permit('setup.begin')
  show(@Ctx() ctx: TmoContext): Promise<Page | Redirect> {
    return this.db.inTmo(ctx, async (tx) => {
      const progress = await setupProgress(tx, ctx.tmo_id);
      const step = progress.steps.find(({ key }) => key === 'functions');
      if (step?.done) return redirect(tmoPath(ctx, 'agreement'), 'Who does what is recorded; it is changed here');
      if (step?.waits) return redirect(tmoPath(ctx, 'setup'), 'Say first who the agreement is between');
      return this.proposal(ctx, tx, progress);
    });
  }

  @Post()
  @Permit('setup.begin')
  async save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    return this.forms.commands(ctx, sent, {
      page: () => this.db.inTmo(ctx, async (tx) => this.proposal(ctx, tx, await setupProgress(tx, ctx.tmo_id))),
      form: FunctionsForm,
      calls: (typed) =>
        FUNCTION_KEYS.flatMap((key) => {
          const responsible = (typed as FunctionsForm & Record<FunctionKey, Responsible>)[key];
          if (responsible === 'not-delegated') return [];
          return [{ command: assignFunction, payload: { function: key, responsible, from: typed.from } }];
        }),
      done: () => onward(ctx, 'Who does what is recorded'),
    });
  }

  private async proposal(
    ctx: TmoContext,
    tx: Parameters<typeof setupProgress>[0],
    progress: Awaited<ReturnType<typeof setupProgress>>,
  ): Promise<Page> {
    const { party, functions } = await agreementAsAt(tx, ctx.tmo_id, EVER);
    return stepPage(ctx, progress, 'functions', 'functions', {
      from: party?.established_on,
      answers: ANSWERS.map((value) => ({ value, text: RESPONSIBLE_WORDS[value] })),
      groups: [...new Set(functions.map((f) => f.group))].map((name) => ({
        name,
        functions: functions
          .filter((f) => f.group === name)
          .map((f) => ({ key: f.key, name: f.name, value: USUAL_SPLIT[f.key] })),
      })),
    });
  }
}
