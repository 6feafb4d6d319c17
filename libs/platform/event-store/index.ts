export { StoreClock, SuppliedClock } from './clock.js';
export { CommandIdReused, Conflict, PermissionDenied, sqlState, UnstorableText } from './errors.js';
export { actorName, type EventMetadata, type Source, type StoredEvent, type StoredEventOf } from './events.js';
export {
  BATCH_SIZE,
  type CommandItem,
  type ExecuteOptions,
  Executor,
  HouseholdGuard,
  type Outcome,
  RECEIPT_KEY,
} from './executor.js';
export { chainHash, GENESIS, type HashedColumns, preimage } from './hash.js';
export { CommandMessage, EventStoreModule, type EventStoreSettings, messageOf } from './event-store.module.js';
export { Log1763800000000 } from './migrations/log.js';
export { openRecord } from './open-record.js';
export { IsCivilDate, IsId, IsLine, IsPence } from './payload-rules.js';
export { EVENT_COLUMNS, type EventRange, type Head, headOf, loadEvents, loadStates, positionKnownAt } from './read.js';
export * from './registry.js';
export { storableJson } from './storable.js';
export type { Database, Tx } from '#platform/database';
export type { Actor, TmoContext } from '#platform/identity';
