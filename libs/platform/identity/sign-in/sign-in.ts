import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { ONLY_DEMO_SQL, SessionStore } from '../sessions/session-store.js';
import { newToken } from '../sessions/token.js';
import { isPassword } from '../users/passwords.js';
import { ACCOUNT, ADDRESS, KNOWN_BROWSER, SignInAttempts } from './attempts.js';
import { auditSignIn, type SignInDeed } from './audit.js';
import { networkOf, sourceOf } from './networks.js';

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  /** The address that asks, and what the browser says of itself. */
  readonly address: string;
  readonly browser: string;
  /** The session this browser had, ended by a new sign-in. */
  readonly old_token: string | undefined;
  /** Whether this browser proves an earlier sign-in of that person; gives the name of its own count. */
  readonly knownBrowserOf: (user_id: string) => string | undefined;
}

export type SignInResult =
  | { readonly signed_in: true; readonly user_id: string; readonly token: string }
  | { readonly signed_in: false; readonly why: 'wrong' | 'demo-refused' }
  | { readonly signed_in: false; readonly why: 'wait'; readonly seconds: number };

interface Candidate {
  readonly user_id: string;
  readonly password_hash: string | null;
  /** A demonstration person in a database that holds a real TMO. */
  readonly shut_out: boolean;
}

/** Signing in by name and password. What it answers, and how long that takes, is the same for a name nobody has. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(SessionStore) private readonly sessions: SessionStore,
    @Inject(SignInAttempts) private readonly attempts: SignInAttempts,
  ) {}

  async attempt(request: SignInRequest): Promise<SignInResult> {
    const email = request.email.trim().toLowerCase();
    const candidate = await this.candidate(email);
    const counted = this.countedBy(request, email, candidate);
    for (const [limit, key] of counted) {
      const seconds = await this.attempts.take(limit, key);
      if (seconds > 0) {
        await this.auditWait(candidate, request);
        return { signed_in: false, why: 'wait', seconds };
      }
    }
    const right = await isPassword(request.password, candidate?.password_hash ?? null);
    if (!candidate || !right) {
      await this.audit(candidate ? 'wrong-password' : 'unknown-name', candidate, request);
      return { signed_in: false, why: 'wrong' };
    }
    if (candidate.shut_out) {
      await this.audit('demo-refused', candidate, request);
      return { signed_in: false, why: 'demo-refused' };
    }
    return this.begin(request, candidate, counted);
  }

  async signOut(token: string, user_id: string, address: string): Promise<void> {
    await this.db.withoutTmo(async (tx) => {
      await this.sessions.end(tx, token);
      await auditSignIn(tx, 'signed-out', user_id, networkOf(address));
    });
  }

  private async candidate(email: string): Promise<Candidate | undefined> {
    const [found] = await this.db.withoutTmo((tx) =>
      tx.query<Candidate>(
        `select user_id, password_hash, demo and not ${ONLY_DEMO_SQL} as shut_out from app_user where lower(email) = $1`,
        [email],
      ),
    );
    return found;
  }

  /** A browser that its owner has used is counted alone: guesses made elsewhere never make them wait. */
  private countedBy(request: SignInRequest, email: string, candidate: Candidate | undefined) {
    const known = candidate && request.knownBrowserOf(candidate.user_id);
    if (known !== undefined) return [[KNOWN_BROWSER, known]] as const;
    return [
      [ADDRESS, sourceOf(request.address)],
      [ACCOUNT, email],
    ] as const;
  }

  private async begin(
    request: SignInRequest,
    { user_id }: Candidate,
    counted: ReturnType<SignIn['countedBy']>,
  ): Promise<SignInResult> {
    const token = newToken();
    const network = networkOf(request.address);
    await this.db.withoutTmo(async (tx) => {
      if (request.old_token !== undefined) await this.sessions.end(tx, request.old_token);
      await this.sessions.start(tx, token, user_id, { network, browser: request.browser });
      for (const [limit, key] of counted) {
        if (limit === ADDRESS) await this.attempts.giveBack(tx, limit, key);
        else await this.attempts.forgive(tx, limit, key);
      }
      await auditSignIn(tx, 'signed-in', user_id, network);
    });
    return { signed_in: true, user_id, token };
  }

  /** Once a minute at most: whoever sends a thousand tries does not write a thousand lines. */
  private async auditWait(candidate: Candidate | undefined, request: SignInRequest): Promise<void> {
    if (!candidate) return;
    await this.db.withoutTmo((tx) =>
      tx.query(
        `insert into sign_in_audit (what, user_id, network) select 'told-to-wait', $1, $2
         where not exists (select from sign_in_audit a
           where a.user_id = $1 and a.what = 'told-to-wait' and a.at > now() - interval '1 minute')`,
        [candidate.user_id, networkOf(request.address)],
      ),
    );
  }

  private async audit(what: SignInDeed, candidate: Candidate | undefined, request: SignInRequest): Promise<void> {
    await this.db.withoutTmo((tx) => auditSignIn(tx, what, candidate?.user_id ?? null, networkOf(request.address)));
  }
}
