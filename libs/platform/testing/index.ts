export * from './an-env.js';
export * from './given.js';
