import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate, IsId } from '#platform/event-store';
import { ALERT_KIND_KEYS, type AlertKind } from '../alerts.js';
import { tenancyDecider } from '../tenancy.js';
import { type AddAlert, decideAddAlert } from './add-alert.js';

export class AddAlertDto implements AddAlert {
  @IsId()
  tenancy_id: string;

  @IsId()
  alert_id: string;

  @IsIn(ALERT_KIND_KEYS)
  kind: AlertKind;

  /** The last day on which it holds. */
  @IsCivilDate()
  expires_on: CivilDate;

  /** The particulars; sealed before any rule sees them. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  text?: string | null;
}

export const addAlert = defineCommand({
  type: 'tenancies.add-alert',
  permission: 'tenancies.edit',
  decider: tenancyDecider,
  payload: AddAlertDto,
  streamId: (c) => c.tenancy_id,
  decide: decideAddAlert,
  household: ({ tenancy_id }) => ({ tenancy_id }),
  sealed: { subject: ({ tenancy_id }) => `tenancy/${tenancy_id}`, fields: ['text'] },
});
