import type { Decider, DomainEvent } from '#kernel';

export type BlockRegistered = DomainEvent<
  'homes.block-registered.v1',
  { readonly block_id: string; readonly name: string }
>;

export type BlockState = { readonly status: 'none' } | { readonly status: 'registered' };

export const blockDecider: Decider<BlockState, BlockRegistered> = {
  kind: 'block',
  state_version: 1,
  initial: { status: 'none' },
  evolve: () => ({ status: 'registered' }),
};

/** Two blocks of one name would be one block to whoever reads the list: case and spaces make no difference. */
export function blockNameKey(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
