import { seedDemo } from '../seed/seed-demo.js';
import type { CliCommand } from '../cli-command.js';

export const seedCommand: CliCommand = {
  usage: 'seed --demo',
  what: 'make the two demo estates, with a year of charges and payments, and print how to sign in',
  async run(args) {
    if (!args.includes('--demo')) throw new Error('say which: courtyard seed --demo');
    console.log((await seedDemo()).join('\n'));
    return 0;
  },
};
