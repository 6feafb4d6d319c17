import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type DataSourceSettings, makeDataSource } from './data-source.js';
import { Database } from './database.js';

/** Connects an app as the app role. Migrations are not run here: `courtyard migrate` does that as the owner. */
@Module({})
export class DatabaseModule {
  static connect(settings: () => DataSourceSettings): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () => makeDataSource(settings()).options,
          dataSourceFactory: async () => makeDataSource(settings()).initialize(),
        }),
      ],
      providers: [{ provide: Database, inject: [DataSource], useFactory: (ds: DataSource) => new Database(ds) }],
      exports: [Database, TypeOrmModule],
    };
  }
}
