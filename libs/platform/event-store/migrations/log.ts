import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APP_ROLE, CURRENT_TMO_SQL, tmoTable } from '#platform/database';

/**
 * The log. The app role reads these tables and writes them only by calling `append`, which belongs to the owner: so
 * no code path of office or worker can put an event into a log except at its end and under its hash chain.
 */
export class Log1763800000000 implements MigrationInterface {
  name = 'Log1763800000000';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`create table tmo (
      tmo_id integer primary key generated always as identity,
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{1,40}$'),
      name text not null,
      council_name text not null,
      demo boolean not null default false
    )`);
    await q.query(`grant select on tmo to ${APP_ROLE}`);

    await q.query(`create table head (
      tmo_id integer primary key,
      position bigint not null default 0,
      hash bytea not null,
      recorded_at timestamptz not null,
      clock text not null default 'store' check (clock in ('store', 'supplied'))
    ) with (fillfactor = 50)`);
    await q.query(`grant select on head to ${APP_ROLE}`);

    await q.query(`create table event (
      tmo_id integer not null,
      position bigint not null,
      stream_id text not null,
      version integer not null,
      type text not null,
      data json not null,
      metadata json not null,
      effective_on date not null,
      recorded_at timestamptz not null,
      hash bytea not null,
      primary key (tmo_id, position),
      unique (tmo_id, stream_id, version)
    )`);
    await tmoTable(q, 'event', 'select');

    // A rent run writes every account's row anew: with half of each page free, the new row fits beside the old one.
    await q.query(`create table stream (
      tmo_id integer not null,
      stream_id text not null,
      version integer not null,
      state json not null,
      state_version integer not null,
      primary key (tmo_id, stream_id)
    ) with (fillfactor = 45)`);
    await tmoTable(q, 'stream', 'select');

    await q.query(`create table claim (
      tmo_id integer not null,
      kind text not null,
      key text not null,
      stream_id text not null,
      primary key (tmo_id, kind, key)
    )`);
    await tmoTable(q, 'claim', 'select');

    await q.query(`create table receipt (
      tmo_id integer not null,
      command_id uuid not null,
      body_hmac bytea not null,
      position bigint not null,
      events smallint not null,
      refusal json,
      primary key (tmo_id, command_id)
    )`);
    await tmoTable(q, 'receipt', 'select');

    await q.query(`create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'the log is not changed: % on % refused', tg_op, tg_table_name using errcode = 'CY001';
      end $$`);
    for (const table of ['event', 'receipt']) {
      await q.query(
        `create trigger no_change before update or delete on ${table} for each row execute function refuse_change()`,
      );
      await q.query(
        `create trigger no_truncate before truncate on ${table} for each statement execute function refuse_change()`,
      );
    }

    await q.query(APPEND_SQL);
    await q.query(LOCK_HEAD_SQL);
    await q.query(APPEND_LOG_EVENT_SQL);
    await q.query(OPEN_LOG_SQL);
    await q.query(RESUME_STORE_CLOCK_SQL);
    await q.query(`revoke execute on function append_log_event from public`);
    for (const f of ['append', 'lock_head', 'open_log', 'resume_store_clock']) {
      await q.query(`revoke execute on function ${f} from public`);
      await q.query(`grant execute on function ${f} to ${APP_ROLE}`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop function resume_store_clock, open_log, append_log_event, lock_head, append`);
    await q.query(`drop table receipt, claim, stream, event, head, tmo`);
    await q.query(`drop function refuse_change`);
  }
}

/**
 * Errors, by SQLSTATE: CY404 no such log; CY409 a stream has moved on; CY403 the TMO is not the transaction's, or the clock
 * may not be supplied; 23505 (unique violation) on claim or receipt: a claim is taken, or this command id has a receipt
 * already.
 *
 * The hash chain is a loop and not an aggregate, and its preimage one concat: measured, that is three times as fast. Its
 * settings make a date's text the ISO one whatever the session's. Streams are written by "on conflict", which always goes
 * by the key: the plan of a join, made while the table was small and kept, compares every stream of a batch with every
 * stream of the TMO.
 */
const APPEND_SQL = `
create function append(
  p_tmo integer, p_now timestamptz,
  e_stream text[], e_version integer[], e_type text[], e_data json[], e_metadata json[], e_effective date[],
  s_id text[], s_from integer[], s_to integer[], s_state json[], s_state_version integer[],
  t_kind text[], t_key text[], t_stream text[],
  r_kind text[], r_key text[], r_stream text[],
  c_id text[], c_hmac bytea[], c_offset integer[], c_events integer[], c_refusal json[],
  out o_position bigint, out o_recorded_at timestamptz, out o_hash bytea
) language plpgsql volatile security definer set search_path = public, pg_temp set datestyle = 'ISO, YMD' as $$
declare
  h head%rowtype;
  found_at integer[];
  tmo_netstring text := concat(length(p_tmo::text), ':', p_tmo, ',');
  recorded_netstring text;
  hashes bytea[] := '{}';
begin
  if p_tmo is distinct from ${CURRENT_TMO_SQL} then
    raise exception 'not the TMO of this transaction' using errcode = 'CY403';
  end if;
  select * into h from head where tmo_id = p_tmo for update;
  if not found then raise exception 'no log for TMO %', p_tmo using errcode = 'CY404'; end if;
  if p_now is not null and h.clock <> 'supplied' then
    raise exception 'this log takes its time from the store' using errcode = 'CY403';
  end if;
  o_recorded_at := greatest(coalesce(p_now, clock_timestamp()), h.recorded_at);
  o_position := h.position;
  o_hash := h.hash;

  if cardinality(s_id) > 0 then
    with written as (
      insert into stream (tmo_id, stream_id, version, state, state_version)
        select p_tmo, * from unnest(s_id, s_to, s_state, s_state_version)
        on conflict (tmo_id, stream_id) do update
          set version = excluded.version, state = excluded.state, state_version = excluded.state_version
        returning coalesce(old.version, 0) as version
    )
    select array_agg(version) into found_at from written;
    if found_at is distinct from s_from then
      raise exception 'a stream has moved on' using errcode = 'CY409';
    end if;
  end if;

  if cardinality(r_kind) > 0 then
    delete from claim c using unnest(r_kind, r_key, r_stream) n(kind, key, stream_id)
      where c.tmo_id = p_tmo and c.kind = n.kind and c.key = n.key and c.stream_id = n.stream_id;
  end if;
  if cardinality(t_kind) > 0 then
    insert into claim (tmo_id, kind, key, stream_id) select p_tmo, * from unnest(t_kind, t_key, t_stream);
  end if;
  if cardinality(c_id) > 0 then
    insert into receipt (tmo_id, command_id, body_hmac, position, events, refusal)
      select p_tmo, n.id::uuid, n.hmac, h.position + n.off, n.events, n.refusal
      from unnest(c_id, c_hmac, c_offset, c_events, c_refusal) n(id, hmac, off, events, refusal);
  end if;

  if cardinality(e_stream) > 0 then
    recorded_netstring := concat('27:', to_char(o_recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), ',');
    for i in 1..cardinality(e_stream) loop
      o_position := o_position + 1;
      o_hash := sha256(o_hash || convert_to(concat(
        tmo_netstring,
        length(o_position::text), ':', o_position, ',',
        octet_length(e_stream[i]), ':', e_stream[i], ',',
        length(e_version[i]::text), ':', e_version[i], ',',
        octet_length(e_type[i]), ':', e_type[i], ',',
        octet_length(e_data[i]::text), ':', e_data[i], ',',
        octet_length(e_metadata[i]::text), ':', e_metadata[i], ',',
        '10:', e_effective[i], ',',
        recorded_netstring), 'UTF8'));
      hashes[i] := o_hash;
    end loop;
    insert into event (tmo_id, position, stream_id, version, type, data, metadata, effective_on, recorded_at, hash)
      select p_tmo, h.position + e.i, e.stream_id, e.version, e.type, e.data, e.metadata, e.effective_on, o_recorded_at, e.hash
      from unnest(e_stream, e_version, e_type, e_data, e_metadata, e_effective, hashes) with ordinality
        e(stream_id, version, type, data, metadata, effective_on, hash, i);
    update head set position = o_position, hash = o_hash, recorded_at = o_recorded_at where tmo_id = p_tmo;
  end if;
end $$`;

/** Takes a TMO's turn for the rest of the transaction: nothing else can be appended to its log meanwhile. */
const LOCK_HEAD_SQL = `
create function lock_head(p_tmo integer, out o_position bigint) language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
begin
  if p_tmo is distinct from ${CURRENT_TMO_SQL} then
    raise exception 'not the TMO of this transaction' using errcode = 'CY403';
  end if;
  select position into o_position from head where tmo_id = p_tmo for update;
  if not found then raise exception 'no log for TMO %', p_tmo using errcode = 'CY404'; end if;
end $$`;

/**
 * Gives a TMO its row and its log, whose first event says which clock it keeps. A supplied clock is for tests and the
 * seed: it can be chosen only here, on a log that is still empty, and `resume_store_clock` ends it for good.
 */
const OPEN_LOG_SQL = `
create function open_log(
  p_slug text, p_name text, p_council text, p_demo boolean, p_clock text, p_now timestamptz, out o_tmo integer
) language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  today date := (coalesce(p_now, clock_timestamp()) at time zone 'Europe/London')::date;
begin
  insert into tmo (slug, name, council_name, demo) values (p_slug, p_name, p_council, p_demo) returning tmo_id into o_tmo;
  insert into head (tmo_id, hash, recorded_at, clock)
    values (o_tmo, decode(repeat('00', 32), 'hex'), coalesce(p_now, clock_timestamp()), p_clock);
  perform set_config('app.tmo_id', o_tmo::text, true);
  perform append_log_event(o_tmo, p_now, 1, 'log.opened.v1', json_build_object('clock', p_clock)::text, today);
end $$`;

const RESUME_STORE_CLOCK_SQL = `
create function resume_store_clock(p_tmo integer) returns void language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
begin
  perform lock_head(p_tmo);
  if (select clock from head where tmo_id = p_tmo) = 'store' then return; end if;
  update head set clock = 'store' where tmo_id = p_tmo;
  perform append_log_event(p_tmo, null, 2, 'log.store-clock-resumed.v1', '{}',
    (clock_timestamp() at time zone 'Europe/London')::date);
end $$`;

/** An event of the log about itself, on the stream \`log/<tmo>\`. */
const APPEND_LOG_EVENT_SQL = `
create function append_log_event(
  p_tmo integer, p_now timestamptz, p_version integer, p_type text, p_data text, p_on date
) returns void language sql volatile set search_path = public, pg_temp as $$
  select append(p_tmo, p_now,
    array['log/' || p_tmo], array[p_version], array[p_type], array[p_data::json],
    array['{"actor":"system:log","command_id":"00000000-0000-8000-8000-000000000000","command":"log"}'::json], array[p_on],
    array['log/' || p_tmo], array[p_version - 1], array[p_version], array['{}'::json], array[1],
    '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')
$$`;
