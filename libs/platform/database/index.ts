export { pgArray } from './binary-arrays.js';
export { type DataSourceSettings, makeDataSource, type MigrationClass } from './data-source.js';
export { DatabaseModule } from './database.module.js';
export { Database, type Tx } from './database.js';
export { POOL_SIZE } from './pools.js';
export { APP_ROLE, CURRENT_TMO_SQL, tmoTable } from './tmo-table.js';
