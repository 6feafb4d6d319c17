import { civilDate } from '#kernel';
import { anEnv, given } from '#platform/testing';
import { homesClaims } from '../../claims.js';
import { blockDecider, type BlockRegistered } from '../block.js';
import { decideRegisterBlock } from './register-block.js';

const alder = { block_id: '018f0000-0000-7000-8000-0000000000b1', name: 'Alder House' };
const registered: BlockRegistered = {
  type: 'homes.block-registered.v1',
  data: alder,
  effective_on: civilDate('2026-11-22'),
};

describe('registering a block', () => {
  it('records its name', () => {
    given(blockDecider)
      .when(decideRegisterBlock, alder, anEnv({ today: '2026-11-22' }))
      .then(registered);
  });

  it('happens once', () => {
    given(blockDecider, registered).when(decideRegisterBlock, alder).thenRefused('block-already-registered');
  });

  it('claims its name, however it is spaced or capitalised', () => {
    const key = (name: string) =>
      homesClaims[0]?.claims({ ...registered, data: { ...alder, name } }, 'block/1').map((c) => c.key);
    expect(key('Alder House')).toEqual(['alder house']);
    expect(key(' ALDER  house ')).toEqual(['alder house']);
  });
});
