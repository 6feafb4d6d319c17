export { Consumers, type Lag } from './consumers.js';
export { Checkpoint1763800200000 } from './migrations/checkpoint.js';
export { rebuild, type TableDifference } from './rebuild.js';
export { type Fault, type Verification, verify, type Witness } from './verify.js';
