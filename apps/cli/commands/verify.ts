import { returnsThatDiffer } from '#contexts/monitoring/contracts/index.js';
import { verify } from '#platform/projections';
import { option, tmosNamed, withDatabase } from '../open.js';
import type { CliCommand } from '../cli-command.js';

export const verifyCommand: CliCommand = {
  usage: 'verify [--tmo <slug>] [--against <position> <hash>]',
  what: 'prove every log: hash chain, stream states, claims, ledger, read models, and the returns that were sent',
  run: (args) =>
    withDatabase(async ({ db, registry }) => {
      const at = args.indexOf('--against');
      const witness = at < 0 ? undefined : { position: Number(args[at + 1]), hash: args[at + 2] ?? '' };
      const tmos = await tmosNamed(db, option(args, '--tmo'));
      if (
        witness &&
        (tmos.length !== 1 || !Number.isInteger(witness.position) || !/^[\da-f]{64}$/i.test(witness.hash))
      ) {
        throw new Error('--against takes a position and a hash of 64 hexadecimal digits, and needs --tmo');
      }
      let faults = 0;
      for (const tmo of tmos) {
        const v = await verify(db, registry, tmo.tmo_id, witness);
        const differing = await db.inTmo(tmo, (tx) => returnsThatDiffer(tx, tmo.tmo_id));
        const found = v.faults.length + differing.length;
        faults += found;
        const verdict = found === 0 ? 'holds' : `${found} faults`;
        console.log(`${tmo.name}: ${v.events} events, ${verdict}; ends at position ${v.position}, hash ${v.hash}`);
        for (const f of v.faults) console.log(`  ${f.check}: ${f.where}: ${f.what}`);
        for (const r of differing) {
          console.log(
            `  returns: ${r.quarter}, version ${r.version}: the log as it was known then gives other figures`,
          );
        }
        if (witness && v.faults.length === 0)
          console.log(`  still contains position ${witness.position} as it was given`);
      }
      return faults === 0 ? 0 : 1;
    }),
};
