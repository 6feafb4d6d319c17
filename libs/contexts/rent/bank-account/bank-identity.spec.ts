import { bankIdentity, fromIban, fromSortCode } from './bank-identity.js';

describe('which bank account a statement means', () => {
  it('is the same whether it gives the IBAN or sort code and number', () => {
    expect(fromIban('GB29 NWBK 6016 1331 9268 19')).toBe('601613-31926819');
    expect(fromSortCode('60-16-13', '31926819')).toBe('601613-31926819');
    expect(bankIdentity('60161331926819')).toBe('601613-31926819');
    expect(bankIdentity('gb29nwbk60161331926819')).toBe('601613-31926819');
  });

  it('is the IBAN itself for an account abroad', () => {
    expect(fromIban('NL91 ABNA 0417 1643 00')).toBe('NL91ABNA0417164300');
  });

  it('is not guessed from wrong check digits or too few digits', () => {
    expect(fromIban('GB28 NWBK 6016 1331 9268 19')).toBeUndefined();
    expect(fromIban('')).toBeUndefined();
    expect(fromSortCode('60-16-1', '31926819')).toBeUndefined();
    expect(fromSortCode('601613', '3192681')).toBeUndefined();
    expect(bankIdentity('current account')).toBeUndefined();
  });
});
