import type { HouseholdResolver } from '#platform/identity';
import { accountsById } from './accounts.queries.js';

/** How an account leads to a household, for the rule that nobody acts on their own or a relative's. */
export const accountHouseholds: HouseholdResolver = {
  key: 'account_id',
  async resolve(tx, tmo_id, ids) {
    const accounts = [...(await accountsById(tx, tmo_id, ids)).values()];
    return {
      tenancy_ids: accounts.flatMap((a) => a.tenancy_id ?? []),
      home_ids: accounts.flatMap((a) => (a.tenancy_id === null ? (a.home_id ?? []) : [])),
    };
  },
};
