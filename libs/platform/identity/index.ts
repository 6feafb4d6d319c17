export * from './decorators.js';
export * from './permissions.js';
export * from './tmo-context.js';
