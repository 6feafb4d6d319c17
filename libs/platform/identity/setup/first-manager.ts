import { randomInt, timingSafeEqual } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { londonDateOf, refusal } from '#kernel';
import { Database } from '#platform/database';
import { IDENTITY_SETTINGS, type IdentitySettings } from '../settings.js';
import { type Answer, no } from '../users/answer.js';
import { Members } from '../users/members.js';
import { passwordProblem } from '../users/password-policy.js';
import { txOf, Users } from '../users/users.js';

export interface FirstManager {
  readonly code: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly tmo_name: string;
  readonly council_name: string;
}

/**
 * The very first person, on an empty start: they prove by a code from the console that the machine is theirs, name
 * their TMO and its council, and become its manager. Open only while nobody can sign in.
 */
@Injectable()
export class FirstManagerSetup {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Users) private readonly users: Users,
    @Inject(Members) private readonly members: Members,
    @Inject(IDENTITY_SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  /** Whether the set-up page is open: there is no user, and `npm start -- --empty` has left a code. */
  async canBegin(): Promise<boolean> {
    return !(await this.users.exist()) && (await this.code()) !== undefined;
  }

  /** Refused: `set-up-closed`, `set-up-code-wrong`, `name-without-letters`, or what the password policy says. */
  async begin(typed: FirstManager): Promise<Answer<{ readonly user_id: string; readonly tmo_id: number }>> {
    const code = await this.code();
    if (code === undefined) return no(refusal('set-up-closed'));
    if (!isSame(plainCode(typed.code), plainCode(code))) return no(refusal('set-up-code-wrong'));
    const problem = passwordProblem(typed.password, [typed.name, typed.email, typed.tmo_name]);
    if (problem) return no(problem);
    const slug = slugOf(typed.tmo_name);
    if (slug === undefined) return no(refusal('name-without-letters'));
    const made = await this.make(typed, slug);
    if (made.done && this.settings.setup_code_file !== undefined)
      await rm(this.settings.setup_code_file, { force: true });
    return made;
  }

  private async make(typed: FirstManager, slug: string): Promise<Answer<{ user_id: string; tmo_id: number }>> {
    return this.db.dataSource.transaction(async (manager): Promise<Answer<{ user_id: string; tmo_id: number }>> => {
      const tx = txOf(manager);
      // Two browsers that send at once: the second waits here and then finds the first one's user.
      await tx.query(`select pg_advisory_xact_lock(hashtext('first-manager'))`);
      const [somebody] = await tx.query(`select from app_user limit 1`);
      if (somebody) return no(refusal('set-up-closed'));
      const [tmo] = await tx.query<{ tmo_id: number }>(`select open_log($1, $2, $3, false, 'store', null) as tmo_id`, [
        slug,
        typed.tmo_name,
        typed.council_name,
      ]);
      if (!tmo) throw new Error('the log was not opened');
      const { name, email, password } = typed;
      const user_id = await this.users.add({ name, email, password }, manager);
      const ctx = { tmo_id: tmo.tmo_id, actor: { kind: 'system', name: 'set-up' } } as const;
      const today = londonDateOf(new Date());
      await this.members.give(manager, ctx, user_id, { role: 'manager', from_on: today, to_on: null });
      return { done: true, user_id, tmo_id: tmo.tmo_id };
    });
  }

  private async code(): Promise<string | undefined> {
    const file = this.settings.setup_code_file;
    if (file === undefined) return undefined;
    try {
      return (await readFile(file, 'utf8')).trim() || undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}

// Crockford's alphabet: no letter that is taken for a figure.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Writes a fresh set-up code, readable by its owner alone, and gives it to be printed: 'K7QX-2M4D-93TP' (60 bits). */
export async function writeSetupCode(file: string): Promise<string> {
  const letters = Array.from({ length: 12 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
  const code = letters.replaceAll(/(.{4})(?=.)/g, '$1-');
  await writeFile(file, `${code}\n`, { mode: 0o600 });
  return code;
}

function plainCode(text: string): string {
  return text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}

function isSame(typed: string, code: string): boolean {
  const [a, b] = [Buffer.from(typed), Buffer.from(code)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 'Ashdene & Oak Estate' to 'ashdene-oak-estate'; never figures alone, which would be taken for a TMO's number. */
export function slugOf(name: string): string | undefined {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return /[a-z]/.test(slug) && slug.length >= 2 ? slug : undefined;
}
