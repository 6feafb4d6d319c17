import { accept, type CivilDate, type DecideEnv, type Decision, pence, refuse } from '#kernel';
import { ONE_OFF_KINDS } from '../../contracts/components.js';
import type { ChargedFor, RechargeCharged } from '../rent-account.events.js';
import type { RentAccountState } from '../rent-account.js';

export interface ChargeRecharge {
  readonly account_id: string;
  readonly amount_pence: number;
  readonly charged_on: CivilDate;
  readonly charged_for: ChargedFor;
  /** The works order, invoice or claim number that proves it. */
  readonly document_ref: string;
}

/** Charges one item to a recharge or court-costs account. A closed account can still be charged: costs come in late. */
export function decideChargeRecharge(
  command: ChargeRecharge,
  account: RentAccountState,
  env: Pick<DecideEnv, 'period' | 'today'>,
): Decision<RechargeCharged> {
  const { account_id, amount_pence, charged_on, charged_for, document_ref } = command;
  if (account.status === 'none') return refuse('account-not-found', { account_id });
  if (!ONE_OFF_KINDS.includes(account.kind)) return refuse('account-charged-weekly', { kind: account.kind });
  if (!Number.isSafeInteger(amount_pence) || amount_pence <= 0) return refuse('amount-not-positive', { amount_pence });
  if (charged_on > env.today) return refuse('charged-in-the-future', { charged_on });
  return accept({
    type: 'rent.recharge-charged.v1',
    effective_on: charged_on,
    data: {
      account_id,
      kind: account.kind,
      amount_pence: pence(amount_pence),
      charged_for,
      document_ref,
      period: env.period(charged_on),
    },
  });
}
