import { environment, makeRegistry, migrate } from '#composition';
import { Vault } from '#platform/privacy';
import type { CliCommand } from '../cli-command.js';

export const migrateCommand: CliCommand = {
  usage: 'migrate',
  what: 'bring the database up to date, as its owner',
  async run() {
    const { migrations } = makeRegistry(new Vault(environment.masterKey()));
    const ran = await migrate(environment.ownerUrl(), migrations);
    console.log(ran.length > 0 ? `migrated: ${ran.join(', ')}` : 'the database is up to date');
    return 0;
  },
};
