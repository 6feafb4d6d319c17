import { defineCommand, IsId } from '#platform/event-store';
import { tenancyDecider } from '../tenancy.js';
import { decideEndAlert, type EndAlert } from './end-alert.js';

export class EndAlertDto implements EndAlert {
  @IsId()
  tenancy_id: string;

  @IsId()
  alert_id: string;
}

export const endAlert = defineCommand({
  type: 'tenancies.end-alert',
  permission: 'tenancies.edit',
  decider: tenancyDecider,
  payload: EndAlertDto,
  streamId: (c) => c.tenancy_id,
  decide: decideEndAlert,
  household: ({ tenancy_id }) => ({ tenancy_id }),
});
