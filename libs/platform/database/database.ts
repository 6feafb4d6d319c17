import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { LOCK_TIMEOUT_MS } from './pools.js';

/** One open transaction. Statements are pipelined: those issued without awaiting travel together. */
export interface Tx {
  /** Runs one statement and gives its rows. `name` makes it a prepared statement of that name on the connection. */
  query<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[], name?: string): Promise<Row[]>;
}

/**
 * The database as the contexts see it. A TMO's rows are reached only through `inTmo`, which sets row-level security
 * for the transaction; `withoutTmo` reaches the few listed tables that belong to no TMO.
 */
@Injectable()
export class Database {
  private readonly pool: pg.Pool;

  constructor(@Inject(DataSource) readonly dataSource: DataSource) {
    this.pool = (dataSource.driver as PostgresDriver).master as pg.Pool;
  }

  inTmo<T>(ctx: { readonly tmo_id: number }, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction(String(ctx.tmo_id), work);
  }

  withoutTmo<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction('', work);
  }

  private async transaction<T>(tmo: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let ended = false;
    const tx: Tx = {
      async query<Row>(sql: string, params: readonly unknown[] = [], name?: string): Promise<Row[]> {
        // Of several things awaited together one may fail while another still means to go on: not on this connection,
        // which may by then be serving another TMO.
        if (ended) throw new Error('the transaction has ended');
        const result = await client.query({ text: sql, values: [...params], ...(name ? { name } : {}) });
        return result.rows as Row[];
      },
    };
    let broken: Error | undefined;
    // A lost connection is also told to whoever holds it; told to nobody, it would end the process.
    const lost = (error: Error) => {
      broken = error;
    };
    client.on('error', lost);
    try {
      const opened = [client.query('begin isolation level read committed'), tx.query(OPEN_SQL, [tmo], 'open')];
      // The work's first statement travels with these two; whichever fails first is what the caller sees.
      const [result] = await Promise.all([work(tx), ...opened]);
      const { command } = await client.query('commit');
      // PostgreSQL answers so where a statement failed and the work went on as though it had not.
      if (command === 'ROLLBACK') throw new Error('a statement of the transaction failed; it was rolled back');
      return result;
    } catch (error) {
      ended = true;
      await client.query('rollback').catch((e: unknown) => {
        broken = e instanceof Error ? e : new Error(String(e));
      });
      throw error;
    } finally {
      ended = true;
      client.release(broken);
      client.off('error', lost);
    }
  }
}

const OPEN_SQL = `select set_config('app.tmo_id', $1, true), set_config('lock_timeout', '${LOCK_TIMEOUT_MS}ms', true)`;
