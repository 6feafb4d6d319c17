import type { StreamableFile } from '@nestjs/common';
import { type CsvColumn, writeCsv } from '#platform/files';
import { download } from '../page.js';

/** A list as a CSV file to save: the same rows, filters and order as on the page, guarded against formulas. */
export function csvDownload<Row>(
  name: string,
  columns: readonly CsvColumn<Row>[],
  rows: Iterable<Row>,
): StreamableFile {
  return download(name, 'text/csv; charset=utf-8', Buffer.from(writeCsv(columns, rows)));
}
