import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCamt053 } from './camt053.js';

const FOLDER = fileURLToPath(new URL('../../../../../shared/samples/bank/camt/', import.meta.url));
const whenThere = existsSync(FOLDER) ? describe : describe.skip;

/** Files of another project (genkgo/camt, MIT), some wrong on purpose. All are of foreign banks, in euro and more. */
whenThere('the camt.053 files of another project are each read or clearly refused', () => {
  const read = (name: string, currency: string) => readCamt053(readFileSync(FOLDER + name), { currency });
  const faults = (name: string, currency = 'GBP') => {
    const result = read(name, currency);
    return result.ok ? 'read' : result.problems.map((p) => `${p.code} at ${p.where}`);
  };

  it('as statements of an account in pounds, each is refused for its currency or for what it lacks', () => {
    expect(faults('camt053.v2.minimal.xml')).toEqual([
      'other-currency at statement 1, account, line 36',
      'other-currency at statement 1, balance CLBD, line 54',
    ]);
    expect(faults('camt053.v2.multi.statement.xml')).toEqual([
      'other-currency at statement 1, account, line 36',
      'other-currency at statement 2, account, line 115',
    ]);
    expect(faults('camt053.v2.with-account-name.xml')).toEqual(['other-currency at statement 1, entry 1, line 29']);
    expect(faults('camt053.v2.wrong.xml')).toEqual(['no-statement at the file']);
    expect(faults('camt053.v4.xml')).toEqual([
      'other-currency at statement 1, balance OPBD, line 62',
      'other-currency at statement 1, balance CLBD, line 74',
    ]);
  });

  it('read as euro, the two statements that are whole are read, and the rest are still refused', () => {
    const file = read('camt053.v2.multi.statement.xml', 'EUR');
    expect(file).toMatchObject({
      ok: true,
      format: 'camt.053.001.02',
      warnings: [],
      statements: [
        {
          statement_id: '253EURNL26VAYB8060476890',
          sequence_number: '12312',
          account: { written: 'NL26VAYB8060476890' },
          opening: { amount_pence: 1_815, on: '2014-12-30' },
          closing: { amount_pence: 2_700, on: '2014-12-31' },
          entries: [{ amount_pence: 885, lines: [{ end_to_end_id: '000000001', text: 'Transaction Description 1' }] }],
        },
        { entries: [{ amount_pence: -700, lines: [{ counterparty_name: 'Company Name 2' }] }] },
      ],
    });
    expect(faults('camt053.v2.minimal.xml', 'EUR')).toEqual(['other-currency at statement 1, balance CLBD, line 54']);
    expect(faults('camt053.v2.with-account-name.xml', 'EUR')).toEqual(['balance-missing at statement 1, line 8']);
    expect(faults('camt053.v2.wrong.xml', 'EUR')).toEqual(['no-statement at the file']);
    expect(faults('camt053.v4.xml', 'EUR')).toEqual(['other-currency at statement 1, balance CLBD, line 74']);
  });
});
