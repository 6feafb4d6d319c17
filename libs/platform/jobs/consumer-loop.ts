import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Consumers } from '#platform/projections';

const IDLE_MS = 300;
const AFTER_FAILURE_MS = 2_000;

/** Carries the log to its consumers for as long as the worker runs. */
@Injectable()
export class ConsumerLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('consumers');
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(@Inject(Consumers) private readonly consumers: Consumers) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  /** Before the phase in which the database's connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      let pause = IDLE_MS;
      try {
        if ((await this.consumers.runOnce()) > 0) pause = 0;
      } catch (error) {
        // The database is away: nothing is lost, the checkpoints stand where they stood.
        this.logger.warn(`cannot read the log: ${error instanceof Error ? error.message : String(error)}`);
        pause = AFTER_FAILURE_MS;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
