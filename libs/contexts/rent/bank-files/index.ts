export * from './bank-csv-mapping.js';
export * from './bank-csv.js';
export * from './bank-file.js';
export * from './camt053.js';
export * from './check-statement.js';
export * from './line-identity.js';
export * from './limits.js';
