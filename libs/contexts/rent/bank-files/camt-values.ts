import { type CivilDate, londonDateOf, parseCivilDate, type Pence, pence } from '#kernel';
import { find, textAt, type XmlElement } from './xml-elements.js';

export type AmountRead =
  | { readonly ok: true; readonly pence: Pence; readonly currency: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

/**
 * An `Amt` element as pence, without sign. ISO 20022 allows five decimals; anything beyond the second must be 0, for
 * there is no fraction of a penny on a bank account.
 */
export function readAmount(amount: XmlElement | undefined): AmountRead {
  if (!amount?.text) return fault('amount-missing', 'The amount is missing.');
  const currency = amount.attributes['Ccy'];
  const digits = /^\+?(\d+)(?:\.(\d*))?$/.exec(amount.text);
  if (!digits) {
    const negative = amount.text.startsWith('-');
    const why = negative ? 'is negative; the sign belongs into CdtDbtInd' : 'is not an amount';
    return fault(negative ? 'amount-negative' : 'amount-unreadable', `The amount “${amount.text}” ${why}.`);
  }
  const decimals = (digits[2] ?? '').replace(/0+$/, '');
  if (decimals.length > 2)
    return fault('fraction-of-a-penny', `The amount “${amount.text}” has a fraction of a penny.`);
  const value = Number(`${digits[1]}${decimals.padEnd(2, '0')}`);
  if (!Number.isSafeInteger(value)) return fault('amount-too-large', `The amount “${amount.text}” is too large.`);
  if (!currency) return fault('currency-missing', `The amount “${amount.text}” does not say its currency (Ccy).`);
  return { ok: true, pence: pence(value), currency };
}

function fault(code: string, message: string): AmountRead {
  return { ok: false, code, message };
}

/** CRDT is +1 (money in), DBIT −1; undefined when missing or neither. */
export function readSign(parent: XmlElement): 1 | -1 | undefined {
  const indicator = textAt(parent, 'CdtDbtInd');
  if (indicator === 'CRDT') return 1;
  return indicator === 'DBIT' ? -1 : undefined;
}

/** A choice of `Dt` and `DtTm`. A time with its offset is the London day it falls on. */
export function readDay(choice: XmlElement | undefined): CivilDate | undefined {
  if (!choice) return undefined;
  const day = textAt(choice, 'Dt');
  if (day) return parseCivilDate(day.slice(0, 10)); // an xs:date may carry an offset, which means nothing here
  const moment = textAt(choice, 'DtTm');
  if (!moment) return undefined;
  if (!/(?:Z|[+-]\d{2}:\d{2})$/.test(moment)) return parseCivilDate(moment.slice(0, 10));
  try {
    return londonDateOf(moment);
  } catch (error) {
    if ((error as Error).name === 'RangeError') return undefined;
    throw error;
  }
}

/** A code given plainly (to version 7), as `Cd`, or as the bank's own `Prtry`. */
export function readCode(element: XmlElement | undefined): string | undefined {
  if (!element) return undefined;
  return element.text || (textAt(element, 'Cd') ?? textAt(element, 'Prtry'));
}

/** The name of a party: `Nm` (to version 7), `Pty/Nm` or the name of the bank standing in for it (from version 8). */
export function readPartyName(party: XmlElement | undefined): string | undefined {
  if (!party) return undefined;
  return textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm') ?? textAt(party, 'Agt', 'FinInstnId', 'Nm');
}

/** An account's number as written: IBAN or the bank's other id. */
export function readAccountNumber(account: XmlElement | undefined): string | undefined {
  const id = account && find(account, 'Id');
  return id && (textAt(id, 'IBAN') ?? textAt(id, 'Othr', 'Id'));
}

/** Blanks and line breaks collapsed. */
export function plainText(...texts: (string | undefined)[]): string {
  return texts
    .filter((text) => text !== undefined && text.trim() !== '')
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
