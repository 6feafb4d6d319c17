export * from './check-extract.js';
export * from './extract.types.js';
export { refKey } from './gather-homes.js';
export { guessExtractMapping } from './guess-extract-mapping.js';
export { dateOrderIn, FIELD_NAMES, headerErrors } from './mapping-errors.js';
export { type WarningCode, WARNINGS } from './warnings.js';
