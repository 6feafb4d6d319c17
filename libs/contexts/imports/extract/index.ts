export * from './check-extract.js';
export * from './extract.types.js';
export { refKey } from './gather-homes.js';
export { guessExtractMapping } from './guess-extract-mapping.js';
export { FIELD_NAMES } from './mapping-errors.js';
