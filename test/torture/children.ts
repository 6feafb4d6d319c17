import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const LOADER = new URL('../setup/run-typescript.mjs', import.meta.url).href;

/** A process of ours that can be killed and started again, as often as one likes. */
export class Child {
  kills = 0;
  private process: ChildProcess;

  constructor(
    private readonly program: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    this.process = this.start();
  }

  /** kill -9 and at once another of its kind. */
  async killAndRestart(): Promise<void> {
    await this.kill();
    this.kills += 1;
    this.process = this.start();
  }

  /** kill -9, for good. */
  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }

  /** Lets it finish what it has begun. @throws when it ends otherwise than well */
  async finish(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.send('stop');
    const [code, signal] = (await ended) as [number | null, string | null];
    if (code !== 0) throw new Error(`${this.program} ended with ${signal ?? code}`);
  }

  private start(): ChildProcess {
    return fork(fileURLToPath(new URL(this.program, import.meta.url)), [], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--import', LOADER],
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }
}
