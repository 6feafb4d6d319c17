export * from './an-env.js';
export * from './database.js';
export * from './given.js';
export * from './log.js';
