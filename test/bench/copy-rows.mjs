// In a process of its own, so that its memory is not counted as the product's: the event rows of one week by bulk COPY into a
// bare table with the same columns and keys. Rows are in memory before the clock starts; the better of two goes counts.
import pg from 'pg';

const [, , adminUrl, week_of] = process.argv;
const COLUMNS = 'tmo_id, position, stream_id, version, type, data, metadata, effective_on, recorded_at, hash';
const CHUNK = 64_000;

/** A pg query that sends chunks of COPY text as fast as the server takes them. */
class CopyIn {
  constructor(sql, chunks) {
    Object.assign(this, { sql, chunks });
    this.done = new Promise((resolve, reject) => Object.assign(this, { resolve, reject }));
  }

  submit(connection) {
    connection.query(this.sql);
  }

  async handleCopyInResponse(connection) {
    for (const chunk of this.chunks()) {
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await new Promise((go) => connection.stream.once('drain', go));
    }
    connection.endCopyFrom();
  }

  handleCommandComplete({ text }) {
    this.rows = Number(text.split(' ')[1]);
  }

  handleReadyForQuery() {
    this.resolve(this.rows);
  }

  handleError(error) {
    this.reject(error);
  }
}

function* copyText(rows) {
  let text = '';
  for (const row of rows) {
    text += `${row.map((column) => (column.includes('\\') ? column.replaceAll('\\', '\\\\') : column)).join('\t')}\n`;
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

const client = new pg.Client({ connectionString: adminUrl });
await client.connect();
const asText = COLUMNS.split(', ').map((column) => `${column}::text`);
const { rows } = await client.query({
  text: `select ${asText.join(', ')} from event where type = 'rent.week-charged.v1' and effective_on = $1 order by tmo_id, position`,
  values: [week_of],
  rowMode: 'array',
});
let best = Infinity;
for (let go = 0; go < 2; go += 1) {
  await client.query('drop table if exists bare_event');
  await client.query(`create table bare_event (tmo_id integer not null, position bigint not null, stream_id text not null,
    version integer not null, type text not null, data json not null, metadata json not null, effective_on date not null,
    recorded_at timestamptz not null, hash bytea not null,
    primary key (tmo_id, position), unique (tmo_id, stream_id, version))`);
  await client.query('checkpoint');
  const startedAt = performance.now();
  const copy = new CopyIn(`copy bare_event (${COLUMNS}) from stdin`, () => copyText(rows));
  client.query(copy);
  const copied = await copy.done;
  if (copied !== rows.length) throw new Error(`${copied} of ${rows.length} rows were copied`);
  best = Math.min(best, (performance.now() - startedAt) / 1000);
}
await client.end();
console.log(JSON.stringify({ rows: rows.length, seconds: best }));
