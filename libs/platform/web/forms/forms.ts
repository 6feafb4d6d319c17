import { Inject, Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { deterministicUuid, type DomainEvent } from '#kernel';
import { Database } from '#platform/database';
import {
  type AnyCommand,
  CommandIdReused,
  type CommandDefinition,
  Conflict,
  Executor,
  type Outcome,
} from '#platform/event-store';
import type { TmoContext } from '#platform/identity';
import type { Page, Redirect } from '../page.js';
import { alreadySentPage, busyPage, type EarlierResult, refusedPage, sentBack } from './form-view.js';
import { problemsOf, type Read, readForm } from './read-form.js';
import type { Submission } from './submission.js';

export type AcceptedOutcome = Extract<Outcome, { status: 'accepted' }>;

/** One page's way from what was typed to a command and on. */
export interface FormAction<
  Typed extends object,
  Payload extends object,
  State,
  E extends DomainEvent,
  Facts = undefined,
> {
  /** The page the form stands on, shown again when something is wrong. */
  readonly page: () => Promise<Page> | Page;
  /** Reads and checks what was typed; left out, `typed` is the text as it came. */
  readonly form?: new () => Typed;
  readonly command: CommandDefinition<Payload, State, E, Facts>;
  readonly payload: (typed: Typed) => Payload;
  readonly done: (outcome: AcceptedOutcome, typed: Typed) => Promise<Page | Redirect> | Page | Redirect;
}

/** One page's way from what was typed to several commands, all or none. */
export interface FormActions<Typed extends object> {
  readonly page: () => Promise<Page> | Page;
  readonly form: new () => Typed;
  /** In the order in which they are carried out; each finds what those before it brought about. */
  readonly calls: (typed: Typed) => readonly { readonly command: AnyCommand; readonly payload: object }[];
  readonly done: (typed: Typed) => Promise<Page | Redirect> | Page | Redirect;
}

/** Carries forms to commands, and whatever goes wrong back to the page with everything typed still there. */
@Injectable()
export class Forms {
  constructor(
    @Inject(Executor) private readonly executor: Executor,
    @Inject(Database) private readonly db: Database,
  ) {}

  /** 303 when it is done; 400, 409 or 422 is the same page saying why not. @throws PermissionDenied */
  async command<
    Typed extends object = Submission['values'],
    Payload extends object = object,
    State = unknown,
    E extends DomainEvent = DomainEvent,
    Facts = undefined,
  >(ctx: TmoContext, sent: Submission, action: FormAction<Typed, Payload, State, E, Facts>): Promise<Page | Redirect> {
    const { command, payload } = action;
    return this.carry(ctx, sent, action, async (typed) => {
      const asked = payload(typed);
      const problems = await problemsOf(plainToInstance(command.payload, asked), { forbidUnknown: true });
      if (problems.length > 0) return sentBack(await action.page(), sent, problems);
      const outcome = await this.executor.execute(ctx, command, asked, {
        command_id: sent.command_id,
        source: { kind: 'page' },
      });
      if (outcome.status === 'refused') return refusedPage(await action.page(), sent, outcome.refusal);
      return action.done(outcome, typed);
    });
  }

  /** A form whose work is several commands, all of them or none: as `command` answers for one. */
  async commands<Typed extends object>(
    ctx: TmoContext,
    sent: Submission,
    action: FormActions<Typed>,
  ): Promise<Page | Redirect> {
    return this.carry(ctx, sent, action, async (typed) => {
      const calls = action.calls(typed);
      for (const { command, payload } of calls) {
        const dto: new () => object = command.payload;
        const problems = await problemsOf(plainToInstance(dto, payload), { forbidUnknown: true });
        if (problems.length > 0) return sentBack(await action.page(), sent, problems);
      }
      const { outcomes } = await this.executor.executeMany(
        ctx,
        calls.map((call, i) => ({
          ...call,
          command_id: deterministicUuid('form', sent.command_id, String(i)),
          source: { kind: 'page' },
        })),
        { onRefusal: 'abort' },
      );
      const refused = outcomes.find((outcome) => outcome.status === 'refused');
      if (refused) return refusedPage(await action.page(), sent, refused.refusal);
      return action.done(typed);
    });
  }

  /** Reads the form and hands it on; what can go wrong with any sending comes back as the page. */
  private async carry<Typed extends object>(
    ctx: TmoContext,
    sent: Submission,
    { page, form }: { readonly page: () => Promise<Page> | Page; readonly form?: new () => Typed },
    on: (typed: Typed) => Promise<Page | Redirect> | Page | Redirect,
  ): Promise<Page | Redirect> {
    const read: Read<Typed> = form
      ? await readForm(form, sent.values)
      : { ok: true, typed: sent.values as unknown as Typed };
    if (!read.ok) return sentBack(await page(), sent, read.errors);
    try {
      return await on(read.typed);
    } catch (error) {
      if (error instanceof CommandIdReused) {
        const earlier = await this.earlierResult(ctx, error.position);
        return alreadySentPage(await page(), sent, earlier);
      }
      if (error instanceof Conflict) return busyPage(await page(), sent);
      throw error;
    }
  }

  /** For a form that is not one command: an upload to be previewed, a choice of columns. */
  read<Typed extends object>(sent: Submission, form: new () => Typed): Promise<Read<Typed>> {
    return readForm(form, sent.values);
  }

  private async earlierResult(ctx: TmoContext, position: number): Promise<EarlierResult> {
    const [event] = await this.db.inTmo(ctx, (tx) =>
      tx.query<{ type: string; recorded_at: string }>(
        'select type, recorded_at from event where tmo_id = $1 and position = $2',
        [ctx.tmo_id, position],
      ),
    );
    // 'rent.charges-set.v1' reads as "charges set".
    const words = event?.type.split('.')[1]?.replaceAll('-', ' ') ?? 'answered';
    return { words, recorded_at: event?.recorded_at, position };
  }
}
