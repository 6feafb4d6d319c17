import type { DecideEnv } from '#kernel';
import { anEnv, given } from '#platform/testing';
import type { AccountKind } from '../../contracts/components.js';
import { flatId, garageId, held, lineId, paidOut, placed, received, takenOff } from '../bank-line.examples.js';
import { bankLineDecider, type BankLineState } from '../bank-line.js';
import { decidePlacePayment, type PlacePayment } from './place-payment.js';

const accounts = new Map<string, { kind: AccountKind }>([
  [flatId, { kind: 'rent' }],
  [garageId, { kind: 'garage' }],
  ['an-empty-home', { kind: 'void' }],
]);
const place = (c: PlacePayment, s: BankLineState, e: DecideEnv) => decidePlacePayment(c, s, e, { accounts });
const on = (...parts: [string, number][]): PlacePayment => ({
  bank_line_id: lineId,
  allocations: parts.map(([account_id, amount_pence]) => ({ account_id, amount_pence })),
});
const waiting = held(25000, 'no-reference');

describe('placing a payment from suspense', () => {
  it('puts it on the account a person chose, from the day it was booked', () => {
    given(bankLineDecider, waiting)
      .when(place, on([flatId, 25000]), anEnv({ today: '2026-05-20' }))
      .then(placed({ [flatId]: 25000 }));
  });

  it('splits it over several, to the penny', () => {
    given(bankLineDecider, waiting)
      .when(place, on([flatId, 20495], [garageId, 4505]))
      .then(placed({ [flatId]: 20495, [garageId]: 4505 }));
    given(bankLineDecider, waiting)
      .when(place, on([flatId, 20495], [garageId, 4506]))
      .thenRefused('parts-do-not-add-up', { amount_pence: 25000, allocated_pence: 25001 });
  });

  it('can place it again after it was taken off the wrong account', () => {
    const wrong = placed({ [garageId]: 25000 });
    given(bankLineDecider, waiting, wrong, takenOff(wrong, 91))
      .when(place, on([flatId, 25000]))
      .then(placed({ [flatId]: 25000 }));
  });

  it('places what is waiting, and nothing else', () => {
    given(bankLineDecider, received(25000))
      .when(place, on([flatId, 25000]))
      .thenRefused('payment-not-in-suspense', { status: 'posted' });
    given(bankLineDecider, paidOut(25000))
      .when(place, on([flatId, 25000]))
      .thenRefused('payment-not-in-suspense', { status: 'out' });
    given(bankLineDecider)
      .when(place, on([flatId, 25000]))
      .thenRefused('bank-line-not-found');
  });

  it('needs accounts that exist and can be paid, each once, and positive amounts', () => {
    const refused = (command: PlacePayment, code: string) =>
      given(bankLineDecider, waiting).when(place, command).thenRefused(code);
    refused(on(), 'no-account-chosen');
    refused(on(['another-tmos', 25000]), 'account-not-found');
    refused(on(['an-empty-home', 25000]), 'void-account-is-owed-by-nobody');
    refused(on([flatId, 12500], [flatId, 12500]), 'account-chosen-twice');
    refused(on([flatId, 25001], [garageId, -1]), 'amount-not-positive');
    refused(on([flatId, 12499.5], [garageId, 12500.5]), 'amount-not-positive');
  });
});
