export interface Utf8Faults {
  /** Offset of the first byte that is not UTF-8; undefined when all are. */
  readonly first: number | undefined;
  /** How many bytes begin no valid sequence. */
  readonly invalid: number;
  /** How many valid sequences of more than one byte there are. */
  readonly multibyte: number;
  /** The last fault runs into the end of the file: a sequence was cut off. */
  readonly cut_off: boolean;
}

/** Where bytes are not UTF-8 (RFC 3629), and how much of the rest plainly is. */
export function utf8Faults(bytes: Uint8Array): Utf8Faults {
  let first: number | undefined;
  let invalid = 0;
  let multibyte = 0;
  let cutOff = false;
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes, i);
    if (length > 0) {
      if (length > 1) multibyte++;
      i += length;
    } else {
      first ??= i;
      invalid++;
      cutOff = isCutOff(bytes, i);
      i = cutOff ? bytes.length : i + 1;
    }
  }
  return { first, invalid, multibyte, cut_off: cutOff };
}

/** The length of the valid sequence at `at`, 0 when there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lengthByLead(lead);
  if (length === 0 || at + length > bytes.length) return 0;
  for (let k = 1; k < length; k++) if (!isContinuation(bytes[at + k] ?? 0)) return 0;
  const second = bytes[at + 1] ?? 0;
  // Overlong forms, UTF-16 surrogates and code points above U+10FFFF.
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  return length;
}

function isCutOff(bytes: Uint8Array, at: number): boolean {
  const length = lengthByLead(bytes[at] ?? 0);
  if (length === 0 || at + length <= bytes.length) return false;
  return bytes.subarray(at + 1).every(isContinuation);
}

function lengthByLead(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 0;
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}
