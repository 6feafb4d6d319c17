import { IsOptional } from 'class-validator';
import { accept, type Decider, type DomainEvent } from '#kernel';
import { IsId } from './payload-rules.js';
import { defineCommand, type HouseholdOf } from './registry.js';

/** A record of somebody's household, by whichever id the page was opened with. */
export class OpenRecordDto {
  @IsOptional()
  @IsId()
  tenancy_id?: string;

  @IsOptional()
  @IsId()
  home_id?: string;

  @IsOptional()
  @IsId()
  account_id?: string;

  @IsOptional()
  @IsId()
  person_id?: string;
}

const openings: Decider<object, DomainEvent> = {
  kind: 'opening',
  state_version: 1,
  initial: {},
  evolve: (state) => state,
};

/**
 * Opening a record as a command, so that opening one's own is refused and the attempt recorded like any other. Pages
 * send it only when the neighbour rule has stopped them; a stranger's record may be opened without leaving a trace.
 */
export const openRecord = defineCommand({
  type: 'identity.open-record',
  permission: 'desk.view',
  decider: openings,
  payload: OpenRecordDto,
  streamId: (c) => c.tenancy_id ?? c.home_id ?? c.account_id ?? c.person_id ?? 'none',
  decide: () => accept(),
  household: (c) => ({ ...c }) as HouseholdOf,
});
