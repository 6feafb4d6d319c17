import { civilDate } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { decideApplyExtract } from './apply-extract/apply-extract.js';
import type { ColumnsMapped, ExtractApplied, ExtractDiscarded, ExtractReceived } from './batch.events.js';
import { batchDecider } from './batch.js';
import { decideDiscardExtract } from './discard-extract/discard-extract.js';
import { decideMapColumns } from './map-columns/map-columns.js';
import { decideReceiveExtract } from './receive-extract/receive-extract.js';

const batch_id = '11111111-1111-7111-8111-111111111111';
const today = civilDate('2026-05-20');
const mapping = { property_ref: 'Property Ref', address: ['Address'], phone: [] };
const file = { batch_id, file_name: 'sealed:v1:import-batch/1:x', sha256: 'ab'.repeat(32), bytes: 100 };
const counts = { homes: 2, tenancies: 1, persons: 2, accounts: 2, voids: 1, balances_pence: 4210 };
const apply = { batch_id, as_at: today, counts, left_out: [15], ticked: ['7 rent-of-nothing'] };

const received: ExtractReceived = { type: 'imports.extract-received.v1', data: file, effective_on: today };
const mapped: ColumnsMapped = { type: 'imports.columns-mapped.v1', data: { batch_id, mapping }, effective_on: today };
const applied: ExtractApplied = { type: 'imports.extract-applied.v1', data: apply, effective_on: today };
const discarded: ExtractDiscarded = { type: 'imports.extract-discarded.v1', data: { batch_id }, effective_on: today };

describe('an extract from the council', () => {
  it('is received once', () => {
    given(batchDecider).when(decideReceiveExtract, file).then(received);
    given(batchDecider, received)
      .when(decideReceiveExtract, file)
      .thenRefused('extract-already-received', { batch_id });
  });

  it('has its columns mapped as often as it takes, until it has gone in', () => {
    given(batchDecider, received).when(decideMapColumns, { batch_id, mapping }).then(mapped);
    given(batchDecider, received, mapped).when(decideMapColumns, { batch_id, mapping }).then(mapped);
    given(batchDecider).when(decideMapColumns, { batch_id, mapping }).thenRefused('no-such-extract', { batch_id });
    given(batchDecider, received, mapped, applied)
      .when(decideMapColumns, { batch_id, mapping })
      .thenRefused('extract-applied', { batch_id });
  });

  it('goes in once its columns are mapped, and never twice', () => {
    given(batchDecider, received, mapped).when(decideApplyExtract, apply).then(applied);
    given(batchDecider, received).when(decideApplyExtract, apply).thenRefused('columns-not-mapped', { batch_id });
    given(batchDecider, received, mapped, applied)
      .when(decideApplyExtract, apply)
      .thenRefused('extract-applied', { batch_id });
  });

  it('has no balances of a day that is still to come', () => {
    const as_at = civilDate('2026-05-21');
    given(batchDecider, received, mapped)
      .when(decideApplyExtract, { ...apply, as_at }, anEnv({ today: '2026-05-20' }))
      .thenRefused('extract-of-a-future-day', { as_at });
  });

  it('has no balances of more than a rent year ago: the weeks since would all be charged at once', () => {
    const asOf = (as_at: string) =>
      given(batchDecider, received, mapped).when(
        decideApplyExtract,
        { ...apply, as_at: civilDate(as_at) },
        anEnv({ today: '2026-05-20' }),
      );
    asOf('2025-05-14').then({ ...applied, data: { ...apply, as_at: civilDate('2025-05-14') } });
    asOf('2025-05-13').thenRefused('extract-too-old', { as_at: '2025-05-13', earliest: '2025-05-14' });
  });

  it('can be thrown away while nothing of it is in the records', () => {
    given(batchDecider, received).when(decideDiscardExtract, { batch_id }).then(discarded);
    given(batchDecider, received, discarded).when(decideDiscardExtract, { batch_id }).thenNothing();
    given(batchDecider, received, mapped, applied)
      .when(decideDiscardExtract, { batch_id })
      .thenRefused('extract-applied', { batch_id });
    given(batchDecider, received, discarded)
      .when(decideApplyExtract, apply)
      .thenRefused('extract-discarded', { batch_id });
  });
});
