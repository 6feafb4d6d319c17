import { DataSource, type EntitySchema, type MigrationInterface, type MixedList } from 'typeorm';
import { useOurTypeParsers } from './type-parsers.js';

export type MigrationClass = new () => MigrationInterface;

export interface DataSourceSettings {
  readonly url: string;
  readonly applicationName: string;
  readonly max: number;
  // TypeORM's own name for a class with entity metadata is Function.
  readonly entities?: MixedList<Function | string | EntitySchema>; // oxlint-disable-line typescript/no-unsafe-function-type
  readonly migrations?: readonly MigrationClass[];
}

/** The one way a connection to PostgreSQL is made: sessions in UTC, our type parsers, statements pipelined. */
export function makeDataSource(settings: DataSourceSettings): DataSource {
  useOurTypeParsers();
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: settings.entities ?? [],
    migrations: [...(settings.migrations ?? [])],
    migrationsTransactionMode: 'each',
    migrationsTableName: 'migration',
    synchronize: false,
    applicationName: settings.applicationName,
    extra: { max: settings.max, pipeline: true, options: '-c timezone=UTC' },
  });
}
