import { accept, type DecideEnv, type Decision, pence, refuse, sumPence } from '#kernel';
import type { AccountKind } from '../../contracts/components.js';
import type { PaymentPlaced } from '../bank-line.events.js';
import type { BankLineState } from '../bank-line.js';

export interface PlacePayment {
  readonly bank_line_id: string;
  /** One account, or several whose parts add up to the payment. */
  readonly allocations: readonly { readonly account_id: string; readonly amount_pence: number }[];
}

export interface PlacePaymentFacts {
  /** The accounts named that exist, by id. */
  readonly accounts: ReadonlyMap<string, { readonly kind: AccountKind }>;
}

/** Places a payment that waited in suspense, whole or split, as a person judges. It counts from the day it was booked. */
export function decidePlacePayment(
  { bank_line_id, allocations }: PlacePayment,
  line: BankLineState,
  env: Pick<DecideEnv, 'period'>,
  { accounts }: PlacePaymentFacts,
): Decision<PaymentPlaced> {
  if (line.status === 'none') return refuse('bank-line-not-found', { bank_line_id });
  if (line.status !== 'held') return refuse('payment-not-in-suspense', { status: line.status });
  if (allocations.length === 0) return refuse('no-account-chosen');
  for (const { account_id, amount_pence } of allocations) {
    const account = accounts.get(account_id);
    if (!account) return refuse('account-not-found', { account_id });
    if (account.kind === 'void') return refuse('void-account-is-owed-by-nobody', { account_id });
    if (!Number.isSafeInteger(amount_pence) || amount_pence <= 0)
      return refuse('amount-not-positive', { account_id, amount_pence });
  }
  const ids = allocations.map((a) => a.account_id);
  if (new Set(ids).size < ids.length) return refuse('account-chosen-twice');
  const allocated_pence = sumPence(allocations.map((a) => a.amount_pence));
  if (allocated_pence !== line.amount_pence)
    return refuse('parts-do-not-add-up', { amount_pence: line.amount_pence, allocated_pence });
  return accept({
    type: 'rent.payment-placed.v1',
    effective_on: line.booked_on,
    data: {
      bank_line_id,
      amount_pence: line.amount_pence,
      allocations: allocations.map(({ account_id, amount_pence }) => ({
        account_id,
        amount_pence: pence(amount_pence),
      })),
      period: env.period(line.booked_on),
    },
  });
}
