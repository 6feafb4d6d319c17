/** Spaces, hyphens and case are how people write bank numbers, not part of them. */
const plain = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();

/** Six digits and eight digits to '601613-31926819'; undefined when they are not. */
export function fromSortCode(sort_code: string, account_number: string): string | undefined {
  const [sort, account] = [plain(sort_code), plain(account_number)];
  return /^\d{6}$/.test(sort) && /^\d{8}$/.test(account) ? `${sort}-${account}` : undefined;
}

/**
 * A British IBAN to the sort code and account number inside it, so that a statement may name the account either way;
 * any other IBAN to itself. Undefined when its check digits are wrong (ISO 13616).
 */
export function fromIban(iban: string): string | undefined {
  const text = plain(iban);
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return undefined;
  const digits = [...text.slice(4), ...text.slice(0, 4)].map((c) => Number.parseInt(c, 36).toString()).join('');
  if (BigInt(digits) % 97n !== 1n) return undefined;
  const british = /^GB\d{2}[A-Z]{4}(\d{6})(\d{8})$/.exec(text);
  return british ? `${british[1]}-${british[2]}` : text;
}

/** The identity a statement's account field stands for, whichever way the bank writes it; undefined when unreadable. */
export function bankIdentity(written: string): string | undefined {
  const text = plain(written);
  return /^\d{14}$/.test(text) ? fromSortCode(text.slice(0, 6), text.slice(6)) : fromIban(text);
}
