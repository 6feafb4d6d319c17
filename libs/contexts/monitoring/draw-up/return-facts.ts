import { agreementAsAt } from '#contexts/agreement/contracts/index.js';
import type { Tx } from '#platform/database';
import { headOf } from '#platform/event-store';
import { returnFileSha256 } from '../return-file/file-text.js';
import { type Quarter, quarterDates } from '../return/quarter.js';
import type { ReturnFacts } from '../return/return.js';
import { latestReturn, returnEvent } from '../returns/returns.queries.js';
import { drawUp } from './draw-up.js';

/** What making a quarter's return must know: it goes on from the newest return there is. */
export async function factsToMake(tx: Tx, tmo_id: number, quarter: Quarter): Promise<ReturnFacts> {
  const latest = await latestReturn(tx, tmo_id);
  const follows = latest
    ? { quarter: latest.quarter, version: latest.version, position: latest.known_position, sha256: latest.sha256 }
    : null;
  return factsOf(tx, tmo_id, quarter, 1, follows, latest);
}

/** What making it again must know: it goes on from what its earlier version went on from. */
export async function factsToRemake(tx: Tx, tmo_id: number, quarter: Quarter): Promise<ReturnFacts> {
  const latest = await latestReturn(tx, tmo_id);
  const before = (await returnEvent(tx, tmo_id, quarter))?.data.contents;
  return factsOf(tx, tmo_id, quarter, (before?.version ?? 0) + 1, before?.follows ?? null, latest);
}

async function factsOf(
  tx: Tx,
  tmo_id: number,
  quarter: Quarter,
  version: number,
  follows: Parameters<typeof drawUp>[2]['follows'],
  latest: ReturnFacts['latest'],
): Promise<ReturnFacts> {
  const known = await headOf(tx, tmo_id);
  const parties = await partiesOf(tx, tmo_id, quarter);
  const contents = await drawUp(tx, tmo_id, { quarter, version, follows, parties, known });
  return { latest, drawn_up: { contents, sha256: returnFileSha256(contents) } };
}

/** The names on the heading: by the agreement, or as the TMO was set up where there is no agreement yet. */
async function partiesOf(tx: Tx, tmo_id: number, quarter: Quarter): Promise<{ tmo: string; council: string }> {
  const { party } = await agreementAsAt(tx, tmo_id, quarterDates(quarter).to);
  if (party) return { tmo: party.name, council: party.council_name };
  const [tmo] = await tx.query<{ tmo: string; council: string }>(
    'select name as tmo, council_name as council from tmo where tmo_id = $1',
    [tmo_id],
  );
  if (!tmo) throw new Error(`there is no TMO ${tmo_id}`);
  return tmo;
}
