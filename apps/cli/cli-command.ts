/** One thing the command line does. It prints for a person and answers the exit code. */
export interface CliCommand {
  readonly usage: string;
  readonly what: string;
  run(args: readonly string[]): Promise<number>;
}
