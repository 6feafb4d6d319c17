import type { CivilDate } from '#kernel';
import type { DemoLine } from './payments.js';

export interface StatementFacts {
  readonly number: number;
  readonly sort_code: string;
  readonly account_number: string;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly opening_pence: number;
  readonly lines: readonly DemoLine[];
}

/** The bank's own statement of a week: ISO 20022 camt.053, version 8, as a bank would hand it out. */
export function camtStatement(s: StatementFacts): { readonly xml: string; readonly closing_pence: number } {
  const closing_pence = s.lines.reduce((sum, l) => sum + l.amount_pence, s.opening_pence);
  const entries = s.lines.map((line, i) => entry(line, `${s.to.replaceAll('-', '')}${String(i + 1).padStart(5, '0')}`));
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>DEMO-${s.number}</MsgId><CreDtTm>${s.to}T18:00:00Z</CreDtTm></GrpHdr>
<Stmt><Id>DEMO-${s.number}</Id><ElctrncSeqNb>${s.number}</ElctrncSeqNb><CreDtTm>${s.to}T18:00:00Z</CreDtTm>
<FrToDt><FrDtTm>${s.from}T00:00:00Z</FrDtTm><ToDtTm>${s.to}T18:00:00Z</ToDtTm></FrToDt>
<Acct><Id><Othr><Id>${s.sort_code}${s.account_number}</Id></Othr></Id><Ccy>GBP</Ccy></Acct>
${balance('OPBD', s.opening_pence, s.from)}
${balance('CLBD', closing_pence, s.to)}
${entries.join('\n')}
</Stmt></BkToCstmrStmt></Document>
`;
  return { xml, closing_pence };
}

function entry(line: DemoLine, reference: string): string {
  const sign = line.amount_pence >= 0 ? 'CRDT' : 'DBIT';
  const party = line.amount_pence >= 0 ? 'Dbtr' : 'Cdtr';
  return `<Ntry><NtryRef>${reference}</NtryRef><Amt Ccy="GBP">${pounds(line.amount_pence)}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${line.booked_on}</Dt></BookgDt><ValDt><Dt>${line.booked_on}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><${party}><Pty><Nm>${escape(line.payer)}</Nm></Pty></${party}></RltdPties><RmtInf><Ustrd>${escape(line.text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

function balance(code: 'OPBD' | 'CLBD', amount_pence: number, on: CivilDate): string {
  const sign = amount_pence >= 0 ? 'CRDT' : 'DBIT';
  return `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="GBP">${pounds(amount_pence)}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>${on}</Dt></Dt></Bal>`;
}

function pounds(amount_pence: number): string {
  return (Math.abs(amount_pence) / 100).toFixed(2);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
