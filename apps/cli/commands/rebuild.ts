import { rebuild } from '#platform/projections';
import { option, tmosNamed, withDatabase } from '../open.js';
import type { CliCommand } from '../cli-command.js';

export const rebuildCommand: CliCommand = {
  usage: 'rebuild [--tmo <slug>] [--only <read model>]',
  what: 'replay the log into the read models and replace them',
  run: (args) =>
    withDatabase(async ({ db, registry }) => {
      const only = option(args, '--only');
      const projections = registry.projections.filter((p) => only === undefined || p.name === only);
      if (projections.length === 0) {
        throw new Error(
          `there is no read model ${only}; there are: ${registry.projections.map((p) => p.name).join(', ')}`,
        );
      }
      for (const tmo of await tmosNamed(db, option(args, '--tmo'))) {
        const differences = await rebuild(db, projections, tmo.tmo_id, { replace: true });
        console.log(`${tmo.name}: ${projections.length} read models rebuilt, ${differences.length} tables differed`);
        for (const d of differences)
          console.log(`  ${d.projection}, ${d.table}: ${d.missing} missing, ${d.surplus} surplus`);
      }
      return 0;
    }),
};
