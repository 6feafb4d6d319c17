import type { Database, Tx } from '#platform/database';

export interface TableInfo {
  readonly name: string;
  readonly has_tmo_id: boolean;
  /** Row-level security, forced, with one policy that admits only the transaction's own TMO. */
  readonly guarded: boolean;
}

/** Every table of ours as the database itself lists them. */
export function tablesOf(db: Database): Promise<TableInfo[]> {
  return db.withoutTmo((tx) =>
    tx.query<TableInfo>(
      `select c.relname as name,
          exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tmo_id' and not a.attisdropped) as has_tmo_id,
          c.relrowsecurity and c.relforcerowsecurity
            and (select count(*) = 1 and bool_and(p.polcmd = '*' and p.polpermissive
                and pg_get_expr(p.polqual, p.polrelid) like '(tmo_id = %app.tmo_id%'
                and pg_get_expr(p.polwithcheck, p.polrelid) like '(tmo_id = %app.tmo_id%')
              from pg_policy p where p.polrelid = c.oid) as guarded
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`,
    ),
  );
}

/** What a TMO's rows come to, table by table; two answers are equal when no row was added, changed or taken away. */
export function checksumOf(db: Database, tmo_id: number): Promise<Record<string, string>> {
  return db.inTmo({ tmo_id }, async (tx: Tx) => {
    const sums: Record<string, string> = {};
    for (const { name } of (await tablesOf(db)).filter((t) => t.has_tmo_id)) {
      const [row] = await tx.query<{ sum: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text)), '') as sum
          from ${name} t where tmo_id = $1`,
        [tmo_id],
      );
      sums[name] = row?.sum ?? '';
    }
    return sums;
  });
}
