import { Inject, Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type DomainEvent } from '#kernel';
import { Database } from '#platform/database';
import { CommandIdReused, type CommandDefinition, Conflict, Executor, type Outcome } from '#platform/event-store';
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
    const { command } = action;
    const read: Read<Typed> = action.form
      ? await readForm(action.form, sent.values)
      : { ok: true, typed: sent.values as unknown as Typed };
    if (!read.ok) return sentBack(await action.page(), sent, read.errors);

    const payload = action.payload(read.typed);
    const problems = await problemsOf(plainToInstance(command.payload, payload), { forbidUnknown: true });
    if (problems.length > 0) return sentBack(await action.page(), sent, problems);

    try {
      const options = { command_id: sent.command_id, source: { kind: 'page' } } as const;
      const outcome = await this.executor.execute(ctx, command, payload, options);
      if (outcome.status === 'refused') return refusedPage(await action.page(), sent, outcome.refusal);
      return await action.done(outcome, read.typed);
    } catch (error) {
      if (error instanceof CommandIdReused) {
        const earlier = await this.earlierResult(ctx, error.position);
        return alreadySentPage(await action.page(), sent, earlier);
      }
      if (error instanceof Conflict) return busyPage(await action.page(), sent);
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
