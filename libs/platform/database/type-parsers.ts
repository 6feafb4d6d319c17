import pg from 'pg';

/**
 * How PostgreSQL's types reach us. Dates stay text (a civil date is not an instant), instants become ISO text with
 * their microseconds (a JavaScript Date would drop them and the hash chain needs them), and a whole number that a
 * JavaScript number cannot hold is an error, never a rounded figure.
 */
export function useOurTypeParsers(): void {
  const { types } = pg;
  types.setTypeParser(types.builtins.INT8, (text) => {
    const n = Number(text);
    if (!Number.isSafeInteger(n)) throw new RangeError(`the whole number ${text} is beyond what can be held exactly`);
    return n;
  });
  types.setTypeParser(types.builtins.DATE, (text) => text);
  types.setTypeParser(types.builtins.TIMESTAMPTZ, instantFromPostgres);
}

/** '2026-11-22 15:44:04.12+00' to '2026-11-22T15:44:04.120000Z'. Our sessions run in UTC, so the offset is always +00. */
export function instantFromPostgres(text: string): string {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text);
  if (!match) throw new RangeError(`not an instant in UTC: ${text}`);
  return `${match[1]}T${match[2]}.${(match[3] ?? '').padEnd(6, '0')}Z`;
}
