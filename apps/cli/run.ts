import type { CliCommand } from './cli-command.js';
import { migrateCommand } from './commands/migrate.js';
import { rebuildCommand } from './commands/rebuild.js';
import { seedCommand } from './commands/seed.js';
import { verifyCommand } from './commands/verify.js';

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  migrate: migrateCommand,
  seed: seedCommand,
  verify: verifyCommand,
  rebuild: rebuildCommand,
};

export async function run(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  const command = name === undefined ? undefined : COMMANDS[name];
  if (!command) {
    const width = Math.max(...Object.values(COMMANDS).map((c) => c.usage.length));
    const lines = Object.values(COMMANDS).map((c) => `  courtyard ${c.usage.padEnd(width)}  ${c.what}`);
    console.log(['Courtyard on the command line: npm run courtyard -- <command>', '', ...lines].join('\n'));
    return name === undefined || name === 'help' ? 0 : 2;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}
