import { Controller, Get, Inject } from '@nestjs/common';
import { Database } from '#platform/database';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import { type Page, page, tmoPath } from '#platform/web';
import { progressOf } from './step-page.js';

/** What a new TMO has to say before rent can be charged: every step, done or to do, to be left and resumed at will. */
@Controller('t/:tmo/setup')
export class SetupController {
  constructor(@Inject(Database) private readonly db: Database) {}

  @Get()
  @Permit('setup.begin')
  async show(@Ctx() ctx: TmoContext): Promise<Page> {
    const { steps, next, finished } = await progressOf(this.db, ctx);
    return page('desk/setup/setup', {
      title: 'Set up the TMO',
      back: { href: tmoPath(ctx), text: 'Home' },
      finished,
      done: steps.filter((step) => step.done).length,
      next: next && { title: next.title, href: tmoPath(ctx, next.path) },
      steps: steps.map((step, i) => ({
        step: `${i + 1}. ${step.title}`,
        ...(step.waits ? {} : { href: tmoPath(ctx, step.path) }),
        said: step.said || (step.waits ? 'After the steps before it' : 'Nothing yet'),
        status: step.done
          ? { text: 'Done', tag: 'green' }
          : step === next
            ? { text: 'Next', tag: 'yellow' }
            : { text: 'To do', tag: 'grey' },
      })),
    });
  }
}
