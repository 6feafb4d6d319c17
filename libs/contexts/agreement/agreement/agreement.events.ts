import type { CivilDate, DomainEvent, Pence } from '#kernel';
import type { Edition, FunctionKey, LedgerKeeper, OrderingRole, Responsibility } from './functions.js';

/** Every dated term takes effect on `from`; `replaces_from` names the entry that it corrects. */
export interface Dated {
  readonly from: CivilDate;
  readonly replaces_from: CivilDate | null;
}

export type TmoEstablished = DomainEvent<
  'agreement.tmo-established.v1',
  { readonly name: string; readonly council_name: string }
>;
export type EditionAdopted = DomainEvent<'agreement.edition-adopted.v1', Dated & { readonly edition: Edition }>;
export type FunctionAssigned = DomainEvent<
  'agreement.function-assigned.v1',
  Dated & { readonly function: FunctionKey; readonly responsible: Responsibility }
>;
export type OrderLimitSet = DomainEvent<
  'agreement.order-limit-set.v1',
  Dated & { readonly role: OrderingRole; readonly limit_pence: Pence }
>;
export type RentLedgerKeeperSet = DomainEvent<
  'agreement.rent-ledger-keeper-set.v1',
  Dated & { readonly keeper: LedgerKeeper }
>;

export type AgreementEvent = TmoEstablished | EditionAdopted | FunctionAssigned | OrderLimitSet | RentLedgerKeeperSet;

export const AGREEMENT_EVENTS = [
  'agreement.tmo-established.v1',
  'agreement.edition-adopted.v1',
  'agreement.function-assigned.v1',
  'agreement.order-limit-set.v1',
  'agreement.rent-ledger-keeper-set.v1',
] as const satisfies readonly AgreementEvent['type'][];
