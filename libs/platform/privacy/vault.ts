import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { decrypt, encrypt } from './cipher.js';

/** Personal text as events, job data and kept files hold it: `sealed:v1:<subject>:<base64>`. Opaque to every rule. */
export type Sealed = string & { readonly __sealed?: never };

/** The 32-byte key that wraps every subject's key, from the environment as hexadecimal. */
export const MASTER_KEY = Symbol('master key');

const PREFIX = 'sealed:v1:';

/** Somebody asks to record something about a subject whose key was destroyed on purpose. */
class ErasedSubject extends Error {
  constructor(readonly subject: string) {
    super(`${subject} has been erased; nothing more is recorded about it`);
  }
}

/**
 * Encrypts personal text under a key per subject ('person/<id>', 'bank-line/<id>', 'import-batch/<id>'). Destroying
 * the key erases the text everywhere it was ever written, while the log's bytes and hashes stay as they are.
 */
@Injectable()
export class Vault {
  private readonly master: Buffer;

  constructor(@Inject(MASTER_KEY) masterHex: string) {
    this.master = Buffer.from(masterHex, 'hex');
    if (this.master.length !== 32) throw new Error('COURTYARD_MASTER_KEY must be 64 hexadecimal digits');
  }

  /** Seals one text under its subject's key, making the key at first use. */
  async seal(tx: Tx, tmo_id: number, subject: string, text: string): Promise<Sealed> {
    const [sealed] = await this.sealMany(tx, tmo_id, [{ subject, text }]);
    if (sealed === undefined) throw new Error('nothing was sealed');
    return sealed;
  }

  /** Seals many texts in two statements, however many subjects there are. */
  async sealMany(
    tx: Tx,
    tmo_id: number,
    items: readonly { readonly subject: string; readonly text: string }[],
  ): Promise<Sealed[]> {
    const keys = await this.keysFor(tx, tmo_id, [...new Set(items.map((i) => i.subject))]);
    return items.map(({ subject, text }) => {
      const key = keys.get(subject);
      if (!key) throw new ErasedSubject(subject);
      return `${PREFIX}${subject}:${encrypt(key, Buffer.from(text), place(tmo_id, subject)).toString('base64')}`;
    });
  }

  /** Opens sealed texts in order; undefined where the subject's key has been destroyed. */
  async open(tx: Tx, tmo_id: number, sealed: readonly Sealed[]): Promise<(string | undefined)[]> {
    const parts = sealed.map(parse);
    const keys = await this.existingKeys(tx, tmo_id, [...new Set(parts.map((p) => p.subject))]);
    return parts.map(({ subject, bytes }) => {
      const key = keys.get(subject);
      return key && decrypt(key, bytes, place(tmo_id, subject)).toString('utf8');
    });
  }

  /** Destroys the subject's key for good. What was sealed under it cannot be read, and nothing new is sealed for it. */
  async destroy(tx: Tx, tmo_id: number, subject: string): Promise<void> {
    await tx.query(
      `insert into subject_key (tmo_id, subject, wrapped_key) values ($1, $2, null)
        on conflict (tmo_id, subject) do update set wrapped_key = null`,
      [tmo_id, subject],
    );
  }

  async sealBytes(tx: Tx, tmo_id: number, subject: string, bytes: Buffer): Promise<Buffer> {
    const key = (await this.keysFor(tx, tmo_id, [subject])).get(subject);
    if (!key) throw new ErasedSubject(subject);
    return encrypt(key, bytes, place(tmo_id, subject));
  }

  async openBytes(tx: Tx, tmo_id: number, subject: string, sealed: Buffer): Promise<Buffer | undefined> {
    const key = (await this.existingKeys(tx, tmo_id, [subject])).get(subject);
    return key && decrypt(key, sealed, place(tmo_id, subject));
  }

  private async keysFor(tx: Tx, tmo_id: number, subjects: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
    const fresh = subjects.map((s) => encrypt(this.master, randomBytes(32), place(tmo_id, s)));
    await tx.query(
      `insert into subject_key (tmo_id, subject, wrapped_key) select $1, * from unnest($2::text[], $3::bytea[])
        on conflict do nothing`,
      [tmo_id, subjects, fresh],
    );
    return this.existingKeys(tx, tmo_id, subjects);
  }

  private async existingKeys(
    tx: Tx,
    tmo_id: number,
    subjects: readonly string[],
  ): Promise<ReadonlyMap<string, Buffer>> {
    const rows = await tx.query<{ subject: string; wrapped_key: Buffer }>(
      'select subject, wrapped_key from subject_key where tmo_id = $1 and subject = any($2) and wrapped_key is not null',
      [tmo_id, subjects],
    );
    return new Map(rows.map((r) => [r.subject, decrypt(this.master, r.wrapped_key, place(tmo_id, r.subject))]));
  }
}

/** What a ciphertext is bound to, so that one row's text cannot be passed off as another's. */
function place(tmo_id: number, subject: string): string {
  return `${tmo_id}/${subject}`;
}

function parse(sealed: Sealed): { subject: string; bytes: Buffer } {
  const colon = sealed.lastIndexOf(':');
  if (!sealed.startsWith(PREFIX) || colon < PREFIX.length) throw new Error('not a sealed text');
  return { subject: sealed.slice(PREFIX.length, colon), bytes: Buffer.from(sealed.slice(colon + 1), 'base64') };
}
