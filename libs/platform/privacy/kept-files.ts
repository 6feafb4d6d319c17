import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '#platform/database';
import { sha256Hex } from '#platform/files';
import { Vault } from './vault.js';

export interface KeptFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** An uploaded file between its preview and its confirmation (and as the source behind its events): sealed in the database. */
@Injectable()
export class KeptFiles {
  constructor(@Inject(Vault) private readonly vault: Vault) {}

  /** Keeps the file under a subject that is new with it; gives its SHA-256, hexadecimal. */
  async keep(tx: Tx, tmo_id: number, subject: string, file: { name: string; bytes: Buffer }): Promise<string> {
    const sha256 = sha256Hex(file.bytes);
    const name = await this.vault.seal(tx, tmo_id, subject, file.name);
    const content = await this.vault.sealBytes(tx, tmo_id, subject, file.bytes);
    await tx.query(
      `insert into kept_file (tmo_id, subject, sha256, name_sealed, content_sealed) values ($1, $2, $3, $4, $5)`,
      [tmo_id, subject, sha256, name, content],
    );
    return sha256;
  }

  /** The file, or undefined when there is none or its key has been destroyed. */
  async read(tx: Tx, tmo_id: number, subject: string): Promise<KeptFile | undefined> {
    const [row] = await tx.query<{ sha256: string; name_sealed: string; content_sealed: Buffer }>(
      'select sha256, name_sealed, content_sealed from kept_file where tmo_id = $1 and subject = $2',
      [tmo_id, subject],
    );
    if (!row) return undefined;
    const [name] = await this.vault.open(tx, tmo_id, [row.name_sealed]);
    const bytes = await this.vault.openBytes(tx, tmo_id, subject, row.content_sealed);
    return name === undefined || bytes === undefined ? undefined : { name, sha256: row.sha256, bytes };
  }

  /** The names of kept files by subject; one whose key has been destroyed is left out. */
  async names(tx: Tx, tmo_id: number, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ subject: string; name_sealed: string }>(
      'select subject, name_sealed from kept_file where tmo_id = $1 and subject = any($2)',
      [tmo_id, subjects],
    );
    const names = await this.vault.open(
      tx,
      tmo_id,
      rows.map((r) => r.name_sealed),
    );
    return new Map(rows.flatMap((r, i) => (names[i] === undefined ? [] : [[r.subject, names[i]] as const])));
  }

  async discard(tx: Tx, tmo_id: number, subject: string): Promise<void> {
    await tx.query('delete from kept_file where tmo_id = $1 and subject = $2', [tmo_id, subject]);
  }
}
