import type { Tx } from '#platform/database';

/** What is kept about signing in; `unknown-name` keeps nothing of what was typed. */
export type SignInDeed =
  | 'signed-in'
  | 'wrong-password'
  | 'unknown-name'
  | 'told-to-wait'
  | 'demo-refused'
  | 'signed-out'
  | 'session-ended'
  | 'password-changed'
  | 'set-up-link-made'
  | 'password-set';

export interface AuditedSignIn {
  readonly at: string;
  readonly user_id: string;
  readonly name: string;
  readonly what: SignInDeed;
  readonly network: string;
}

/** Writes one line of the audit; the app role can add lines and never change one. */
export async function auditSignIn(tx: Tx, what: SignInDeed, user_id: string | null, network: string): Promise<void> {
  await tx.query(`insert into sign_in_audit (what, user_id, network) values ($1, $2, $3)`, [what, user_id, network]);
}

/** The sign-ins of people who are or were members of this TMO, newest first. */
export async function signInsOfTmo(
  tx: Tx,
  tmo_id: number,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly total: number; readonly rows: readonly AuditedSignIn[] }> {
  const [count, rows] = await Promise.all([
    tx.query<{ total: number }>(`select count(*) as total from sign_in_audit where ${MEMBERS_SQL}`, [tmo_id]),
    tx.query<AuditedSignIn>(
      `select a.at, a.user_id, u.name, a.what, a.network from sign_in_audit a join app_user u using (user_id)
       where ${MEMBERS_SQL} order by a.audit_id desc limit $2 offset $3`,
      [tmo_id, page.limit, page.offset],
    ),
  ]);
  return { total: count[0]?.total ?? 0, rows };
}

const MEMBERS_SQL = `user_id in (select m.user_id from membership m where m.tmo_id = $1)`;
