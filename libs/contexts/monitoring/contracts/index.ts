export { QUARTERLY_RETURN } from '../return/deadline.js';
export type { Figure } from '../return/figures.js';
export type { Quarter } from '../return/quarter.js';
export type { ReturnContents, ReturnEvent, ReturnMade, ReturnRemade } from '../return/return.events.js';
export {
  latestReturn,
  returnEvent,
  returnsMade,
  returnsThatDiffer,
  type ReturnView,
  type StoredReturn,
} from '../returns/returns.queries.js';
