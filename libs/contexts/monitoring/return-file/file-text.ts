import { sha256Hex } from '#platform/files';
import { figureDefinition } from '../return/definitions.js';
import type { ReturnContents } from '../return/return.events.js';
import { totalsOf } from '../return/rows.js';

/** The hash before the file's first line. */
const NOTHING_BEFORE = '0'.repeat(64);

/**
 * The one file for the council: JSON Lines, each line ending in a hash of itself and of the line before, so that a changed
 * cell names its row. Specified, with a test vector, in docs/return-format.md; checked by apps/verifier. The same contents
 * give the same bytes for ever.
 */
export function returnFile(contents: ReturnContents): string {
  let before = NOTHING_BEFORE;
  let text = '';
  for (const record of records(contents)) {
    const body = JSON.stringify(record);
    before = sha256Hex(Buffer.from(`${before}\n${body}`));
    text += `${body.slice(0, -1)},"hash":"${before}"}\n`;
  }
  return text;
}

/** The SHA-256 of the file, as printed wherever the return is. */
export function returnFileSha256(contents: ReturnContents): string {
  return sha256Hex(Buffer.from(returnFile(contents)));
}

/** The file's lines without their hashes. The order of members is part of the format. */
function* records(c: ReturnContents): Generator<Record<string, unknown>> {
  const { format, tmo, council, quarter, version, from, to, position, head_hash, known_at, charged_weeks } = c;
  const f = c.follows;
  yield {
    record: 'return',
    format,
    tmo,
    council,
    quarter,
    version,
    from,
    to,
    position,
    head_hash,
    known_at,
    follows: f && { quarter: f.quarter, version: f.version, position: f.position, sha256: f.sha256 },
    charged_weeks,
  };
  for (const figure of c.figures) {
    const d = figureDefinition(figure.id, figure.version);
    // Whose function a figure is stands with the figure; the rest of its definition is words.
    yield {
      record: 'definition',
      id: d.id,
      version: d.version,
      title: d.title,
      unit: d.unit,
      formula: d.formula,
      numerator: d.numerator,
      denominator: d.denominator,
      includes: d.includes,
      excludes: d.excludes,
      source: d.source,
    };
  }
  for (const [i, r] of c.rows.entries()) {
    yield {
      record: 'row',
      row: i + 1,
      account: r.account,
      kind: r.kind,
      status: r.status,
      weekly_pence: r.weekly_pence,
      opening_pence: r.opening_pence,
      brought_in_pence: r.brought_in_pence,
      due_pence: r.due_pence,
      due_prior_pence: r.due_prior_pence,
      collected_pence: r.collected_pence,
      collected_prior_pence: r.collected_prior_pence,
      adjusted_pence: r.adjusted_pence,
      closing_pence: r.closing_pence,
    };
  }
  for (const total of totalsOf(c.rows)) yield { record: 'total', ...total };
  for (const { id, version: v, responsible, unit, numerator, denominator, percent, prior } of c.figures)
    yield { record: 'figure', id, version: v, responsible, unit, numerator, denominator, percent, prior };
  yield { record: 'end', rows: c.rows.length, figures: c.figures.length };
}
