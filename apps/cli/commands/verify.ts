import { verify } from '#platform/projections';
import { option, tmosNamed, withDatabase } from '../open.js';
import type { CliCommand } from '../cli-command.js';

export const verifyCommand: CliCommand = {
  usage: 'verify [--tmo <slug>] [--against <position> <hash>]',
  what: 'prove every log: hash chain, stream states, claims, ledger, and that every read model equals a rebuild',
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
        faults += v.faults.length;
        const verdict = v.faults.length === 0 ? 'holds' : `${v.faults.length} faults`;
        console.log(`${tmo.name}: ${v.events} events, ${verdict}; ends at position ${v.position}, hash ${v.hash}`);
        for (const f of v.faults) console.log(`  ${f.check}: ${f.where}: ${f.what}`);
        if (witness && v.faults.length === 0)
          console.log(`  still contains position ${witness.position} as it was given`);
      }
      return faults === 0 ? 0 : 1;
    }),
};
