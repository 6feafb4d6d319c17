import type { Decider, Pence } from '#kernel';
import type { AgreementEvent } from './agreement.events.js';
import { withEntry, type DatedEntries } from './dated-entries.js';
import type { Edition, FunctionKey, LedgerKeeper, OrderingRole, Responsibility } from './functions.js';

/** The agreement between the council and the TMO as it stands, with every date on which a term of it changes. */
export type AgreementState =
  | { readonly status: 'none' }
  | {
      readonly status: 'established';
      readonly edition: DatedEntries<Edition>;
      readonly functions: Readonly<Partial<Record<FunctionKey, DatedEntries<Responsibility>>>>;
      readonly order_limits: Readonly<Partial<Record<OrderingRole, DatedEntries<Pence>>>>;
      readonly rent_ledger_keeper: DatedEntries<LedgerKeeper>;
    };

export type Established = Extract<AgreementState, { status: 'established' }>;

export const agreementDecider: Decider<AgreementState, AgreementEvent> = {
  kind: 'agreement',
  state_version: 1,
  initial: { status: 'none' },
  evolve(state, event) {
    if (event.type === 'agreement.tmo-established.v1') {
      return { status: 'established', edition: [], functions: {}, order_limits: {}, rent_ledger_keeper: [] };
    }
    if (state.status === 'none') return state;
    const { from, replaces_from } = event.data;
    switch (event.type) {
      case 'agreement.edition-adopted.v1':
        return { ...state, edition: withEntry(state.edition, { from, value: event.data.edition }, replaces_from) };
      case 'agreement.function-assigned.v1': {
        const key = event.data.function;
        const entries = withEntry(state.functions[key] ?? [], { from, value: event.data.responsible }, replaces_from);
        return { ...state, functions: { ...state.functions, [key]: entries } };
      }
      case 'agreement.order-limit-set.v1': {
        const { role, limit_pence } = event.data;
        const entries = withEntry(state.order_limits[role] ?? [], { from, value: limit_pence }, replaces_from);
        return { ...state, order_limits: { ...state.order_limits, [role]: entries } };
      }
      case 'agreement.rent-ledger-keeper-set.v1': {
        const entries = withEntry(state.rent_ledger_keeper, { from, value: event.data.keeper }, replaces_from);
        return { ...state, rent_ledger_keeper: entries };
      }
    }
  },
};

/** There is one agreement in a TMO's log, so its stream needs no id of its own. */
export const AGREEMENT_STREAM_ID = 'tmo';
