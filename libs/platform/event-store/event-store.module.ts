import { type DynamicModule, Module, type Provider, type Type } from '@nestjs/common';
import { CommandHandler, CqrsModule, type ICommandHandler } from '@nestjs/cqrs';
import { StoreClock } from './clock.js';
import {
  type CommandItem,
  Executor,
  type ExecuteOptions,
  HouseholdGuard,
  type Outcome,
  RECEIPT_KEY,
} from './executor.js';
import { type AnyCommand, Registry } from './registry.js';
import type { TmoContext } from '#platform/identity';

export interface EventStoreSettings {
  readonly registry: Registry;
  readonly receiptKey: () => string;
  readonly households: Type<HouseholdGuard>;
  readonly clock?: StoreClock;
}

/** The log for an app: the registry of everything known, the executor, and every command on Nest's CommandBus. */
@Module({})
export class EventStoreModule {
  static register(settings: EventStoreSettings): DynamicModule {
    return {
      module: EventStoreModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: Registry, useValue: settings.registry },
        { provide: StoreClock, useValue: settings.clock ?? new StoreClock() },
        { provide: RECEIPT_KEY, useFactory: settings.receiptKey },
        { provide: HouseholdGuard, useClass: settings.households },
        Executor,
        ...[...settings.registry.commands.values()].map(handlerOf),
      ],
      exports: [Registry, StoreClock, Executor, HouseholdGuard, CqrsModule],
    };
  }
}

/** What travels on the CommandBus; one class per command type, because the bus finds the handler by class. */
export abstract class CommandMessage {
  abstract readonly command: AnyCommand;

  constructor(
    readonly ctx: TmoContext,
    readonly payload: CommandItem['payload'],
    readonly options: ExecuteOptions,
  ) {}
}

const MESSAGES = new Map<AnyCommand, Type<CommandMessage>>();

/** The message class of a command: `bus.execute(new (messageOf(chargeWeek))(ctx, payload, { command_id }))`. */
export function messageOf(command: AnyCommand): Type<CommandMessage> {
  const known = MESSAGES.get(command);
  if (known) return known;
  const Message = class extends CommandMessage {
    readonly command = command;
  };
  Object.defineProperty(Message, 'name', { value: command.type });
  MESSAGES.set(command, Message);
  return Message;
}

/** The one factory that puts a decider's command on the bus; nobody writes handler classes. */
function handlerOf(command: AnyCommand): Provider {
  @CommandHandler(messageOf(command))
  class Handler implements ICommandHandler<CommandMessage> {
    constructor(readonly executor: Executor) {}

    execute({ ctx, payload, options }: CommandMessage): Promise<Outcome> {
      return this.executor.execute(ctx, command, payload, options);
    }
  }
  return Handler;
}
