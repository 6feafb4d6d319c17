import { civilDate, pence, type CivilDate } from '#kernel';
import type {
  EditionAdopted,
  FunctionAssigned,
  OrderLimitSet,
  RentLedgerKeeperSet,
  TmoEstablished,
} from './agreement.events.js';
import type { Edition, FunctionKey, LedgerKeeper, OrderingRole, Responsibility } from './functions.js';

/** Events of an agreement as specs speak of them: `assigned('arrears', 'tmo', '2026-04-06')`. */
const on = (date: string | null): CivilDate | null => (date === null ? null : civilDate(date));

export const established: TmoEstablished = {
  type: 'agreement.tmo-established.v1',
  data: { name: 'Brookmead TMO', council_name: 'Southmere Council' },
  effective_on: civilDate('2018-04-02'),
};

export function adopted(edition: Edition, from: string, replaces: string | null = null): EditionAdopted {
  const date = civilDate(from);
  return {
    type: 'agreement.edition-adopted.v1',
    data: { edition, from: date, replaces_from: on(replaces) },
    effective_on: date,
  };
}

export function assigned(
  key: FunctionKey,
  responsible: Responsibility,
  from: string,
  replaces: string | null = null,
): FunctionAssigned {
  const date = civilDate(from);
  return {
    type: 'agreement.function-assigned.v1',
    data: { function: key, responsible, from: date, replaces_from: on(replaces) },
    effective_on: date,
  };
}

export function limited(
  role: OrderingRole,
  limit_pence: number,
  from: string,
  replaces: string | null = null,
): OrderLimitSet {
  const date = civilDate(from);
  return {
    type: 'agreement.order-limit-set.v1',
    data: { role, limit_pence: pence(limit_pence), from: date, replaces_from: on(replaces) },
    effective_on: date,
  };
}

export function ledgerKeptBy(keeper: LedgerKeeper, from: string, replaces: string | null = null): RentLedgerKeeperSet {
  const date = civilDate(from);
  return {
    type: 'agreement.rent-ledger-keeper-set.v1',
    data: { keeper, from: date, replaces_from: on(replaces) },
    effective_on: date,
  };
}
