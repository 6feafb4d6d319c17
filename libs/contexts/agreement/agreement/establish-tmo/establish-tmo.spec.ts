import { civilDate } from '#kernel';
import { given } from '#platform/testing';
import { agreementDecider } from '../agreement.js';
import { established } from '../agreement.examples.js';
import { decideEstablishTmo } from './establish-tmo.js';

const brookmead = { name: 'Brookmead TMO', council_name: 'Southmere Council', from: civilDate('2018-04-02') };

describe('establishing a TMO', () => {
  it('records the TMO, its council and the day it took over', () => {
    given(agreementDecider).when(decideEstablishTmo, brookmead).then(established);
  });

  it('happens once', () => {
    given(agreementDecider, established).when(decideEstablishTmo, brookmead).thenRefused('tmo-already-established');
  });
});
