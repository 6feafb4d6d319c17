/** Every pool size of Courtyard. One machine of 2 cores: office + worker stay well below PostgreSQL's 200 connections. */
export const POOL_SIZE = { office: 12, worker: 8, cli: 4, jobs: 12, test: 10 } as const;

/** How long a statement may wait for another's lock before the person is told to try again, milliseconds. */
export const LOCK_TIMEOUT_MS = 5_000;
