import { pence } from '#kernel';
import { defineCommand, IsId } from '#platform/event-store';
import { bankLinesById } from '../../banking/banking.queries.js';
import { bankLineDecider } from '../bank-line.js';
import { decideExplainOutgoing, type ExplainOutgoing } from './explain-outgoing.js';

export class ExplainOutgoingDto implements ExplainOutgoing {
  @IsId()
  bank_line_id: string;

  @IsId()
  returned_line_id: string;
}

export const explainOutgoing = defineCommand({
  type: 'rent.explain-outgoing',
  permission: 'bank.place',
  decider: bankLineDecider,
  payload: ExplainOutgoingDto,
  streamId: (c) => c.bank_line_id,
  decide: decideExplainOutgoing,
  facts: async (tx, tmo_id, commands) => {
    const lines = await bankLinesById(
      tx,
      tmo_id,
      commands.map((c) => c.returned_line_id),
    );
    return commands.map(({ returned_line_id }) => {
      const line = lines.get(returned_line_id);
      return { returned: line && { ...line, amount_pence: pence(Math.abs(line.amount_pence)) } };
    });
  },
});
