/**
 * PostgreSQL arrays in its binary form. pg sends a JavaScript array as text, which it escapes character by character
 * and the server takes apart again: for a batch of some hundreds of events that is a third of all the work. A Buffer
 * it sends as it is, in binary. The parameter must be declared (or cast) to exactly this array type.
 */
export const pgArray = {
  text: (values: readonly string[]): Buffer => texts(25, values),
  /** JSON as text; a null is SQL's. */
  json: (values: readonly (string | null)[]): Buffer => texts(114, values),
  /** Bytes as hexadecimal text. */
  bytea: (values: readonly string[]): Buffer => {
    const array = start(
      17,
      values.length,
      sum(values, (v) => v.length / 2),
    );
    let at = HEADER;
    for (const v of values) {
      at = array.writeInt32BE(v.length / 2, at);
      at += array.write(v, at, 'hex');
    }
    return array;
  },
  int2: (values: readonly number[]): Buffer => fixed(21, 2, values, (array, v, at) => array.writeInt16BE(v, at)),
  int4: (values: readonly number[]): Buffer => fixed(23, 4, values, (array, v, at) => array.writeInt32BE(v, at)),
  /** @throws RangeError for what is not a safe integer */
  int8: (values: readonly number[]): Buffer =>
    fixed(20, 8, values, (array, v, at) => {
      if (!Number.isSafeInteger(v)) throw new RangeError(`not a whole number that can be held exactly: ${v}`);
      array.writeUInt32BE(v >>> 0, at + 4);
      return array.writeInt32BE(Math.floor(v / 2 ** 32), at) + 4;
    }),
  /** Civil dates 'YYYY-MM-DD'. @throws RangeError for what is not a date */
  date: (values: readonly string[]): Buffer => {
    // A batch has few different days.
    let last = '';
    let day = 0;
    return fixed(1082, 4, values, (array, v, at) => {
      if (v !== last) {
        day = Date.parse(v) / 86_400_000 - FIRST_DAY;
        last = v;
      }
      if (!Number.isSafeInteger(day)) throw new RangeError(`not a date as YYYY-MM-DD: ${JSON.stringify(v)}`);
      return array.writeInt32BE(day, at);
    });
  },
} as const;

/** 1 January 2000, PostgreSQL's day 0, in days since 1970. */
const FIRST_DAY = 10_957;

/** Dimensions, whether there are nulls, element type, length, first index. */
const HEADER = 20;
const NULL = -1;

function start(type: number, length: number, bytes: number): Buffer {
  const array = Buffer.allocUnsafe(length === 0 ? 12 : HEADER + 4 * length + bytes);
  array.writeInt32BE(length === 0 ? 0 : 1, 0);
  array.writeInt32BE(0, 4);
  array.writeInt32BE(type, 8);
  if (length > 0) {
    array.writeInt32BE(length, 12);
    array.writeInt32BE(1, 16);
  }
  return array;
}

function fixed<V>(
  type: number,
  size: number,
  values: readonly V[],
  write: (array: Buffer, value: V, at: number) => number,
): Buffer {
  const array = start(type, values.length, size * values.length);
  let at = HEADER;
  for (const v of values) at = write(array, v, array.writeInt32BE(size, at));
  return array;
}

function texts(type: number, values: readonly (string | null)[]): Buffer {
  const array = start(
    type,
    values.length,
    sum(values, (v) => (v === null ? 0 : Buffer.byteLength(v))),
  );
  let at = HEADER;
  for (const v of values) {
    if (v === null) {
      array.writeInt32BE(1, 4);
      at = array.writeInt32BE(NULL, at);
    } else {
      const bytes = array.write(v, at + 4);
      at = array.writeInt32BE(bytes, at) + bytes;
    }
  }
  return array;
}

function sum<V>(values: readonly V[], of: (value: V) => number): number {
  let total = 0;
  for (const v of values) total += of(v);
  return total;
}
