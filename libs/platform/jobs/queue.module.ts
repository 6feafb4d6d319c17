import { Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import { createPostgresBackend, createRedisBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import { POOL_SIZE } from '#platform/database';

const JOBS_POOL = Symbol('jobs pool');
const SCHEMA = 'bullmq';

/**
 * BullMQ on PostgreSQL unless REDIS_URL is set; the same jobs run on either. On PostgreSQL it has a pool, a role and a
 * schema of its own and sees no TMO's rows.
 */
@Module({
  providers: [
    {
      provide: JOBS_POOL,
      useFactory: async (): Promise<pg.Pool | null> => {
        if (process.env.REDIS_URL) {
          setDefaultBackendFactory(createRedisBackend);
          return null;
        }
        setDefaultBackendFactory(createPostgresBackend); // for the QueueEvents that @nestjs/bullmq makes, too
        const pool = new pg.Pool({
          connectionString: process.env.COURTYARD_JOBS_URL,
          max: POOL_SIZE.jobs,
          keepAlive: true,
          options: `-c search_path=${SCHEMA}`,
        });
        // A connection lost while idle is replaced at its next use; without a listener it would end the process.
        pool.on('error', (error) => new Logger('jobs').warn(`a jobs connection was lost: ${error.message}`));
        const client = await pool.connect();
        try {
          await runMigrations(client, SCHEMA); // under an advisory lock; does nothing when up to date
        } finally {
          client.release();
        }
        return pool;
      },
    },
  ],
  exports: [JOBS_POOL],
})
class JobsConnectionModule implements OnApplicationShutdown {
  constructor(@Inject(JOBS_POOL) private readonly pool: pg.Pool | null) {}

  onApplicationShutdown(): void {
    // After the queues and workers, which close in this same phase.
    setTimeout(() => void this.pool?.end(), 0).unref();
  }
}

@Module({
  imports: [
    BullModule.forRootAsync({
      imports: [JobsConnectionModule],
      inject: [JOBS_POOL],
      useFactory: (pool: pg.Pool | null) => ({
        // @nestjs/bullmq's types know Redis only and pass the option through as it is (nestjs/bull#2903).
        connection: (pool ?? { url: process.env.REDIS_URL, maxRetriesPerRequest: null }) as never,
        defaultJobOptions: {
          attempts: 5,
          backoff: { type: 'exponential', delay: 2_000 },
          removeOnComplete: true, // by count it makes the PostgreSQL backend several times slower
          removeOnFail: { age: 30 * 86_400 },
        },
      }),
    }),
  ],
  exports: [BullModule],
})
export class QueueModule {}
