export { testDatabase, type TestDatabase } from './database.js';
export { testLog, type TestLog } from './log.js';
