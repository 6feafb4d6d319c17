import { decodeText, decodeWindows1252, lineOfByte, MAX_UPLOAD_BYTES, utf8Faults } from '#platform/files';
import type { BankFileProblem } from './bank-file.js';

type DecodedXml =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: BankFileProblem };

const DOWNLOAD_AGAIN = 'Download it from the bank again and upload it as it is, without opening and saving it first.';

/**
 * Decodes XML by its byte order mark, else by the encoding it declares (UTF-8, UTF-16, ISO-8859-1, Windows-1252), else as
 * UTF-8. Bytes that belie the declaration are refused: a payer's name must not turn into other letters unnoticed.
 */
export function decodeXml(bytes: Uint8Array): DecodedXml {
  if (bytes.length > MAX_UPLOAD_BYTES) {
    const mb = (count: number) => Math.ceil(count / 1024 / 1024);
    const message = `The file is ${mb(bytes.length)} MB; at most ${mb(MAX_UPLOAD_BYTES)} MB can be read. Download a shorter period.`;
    return refused('file-too-large', message);
  }
  const marked = withUtf16Mark(bytes);
  const declared = declaredEncoding(bytes);
  const hasMark = marked[0] === 0xff || marked[0] === 0xfe || marked[0] === 0xef;
  if (hasMark || declared === undefined || EIGHT_BIT_UNICODE.has(declared)) return decodeUnicode(marked, declared);
  if (!LATIN.has(declared)) {
    const message = `The file says it is written in ${declared}, which is not read here. Ask the bank for it in UTF-8.`;
    return refused('unknown-encoding', message, 'line 1');
  }
  const faults = utf8Faults(bytes);
  if (faults.first === undefined && faults.multibyte > 0) {
    const message = `The file says it is written in ${declared}, but its letters are UTF-8. ${DOWNLOAD_AGAIN}`;
    return refused('wrong-encoding', message, 'line 1');
  }
  return { ok: true, text: decodeWindows1252(bytes) };
}

/** A file of 8-bit letters that declares UTF-16 comes from programs that decode before they save; it is UTF-8 then. */
const EIGHT_BIT_UNICODE: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'utf-16']);
const LATIN: ReadonlySet<string> = new Set(['iso-8859-1', 'latin1', 'windows-1252', 'cp1252']);

function decodeUnicode(bytes: Uint8Array, declared: string | undefined): DecodedXml {
  const decoded = decodeText(bytes);
  if (!decoded.ok) {
    const { code, message, line } = decoded.problem;
    return refused(code, message, line === undefined ? 'the file' : `line ${line}`);
  }
  if (decoded.encoding === 'windows-1252') {
    const line = lineOfByte(bytes, utf8Faults(bytes).first ?? 0);
    const says = declared === undefined ? 'says nothing of its encoding, so it should be UTF-8' : `says ${declared}`;
    return refused('wrong-encoding', `The file ${says}, but line ${line} is not. ${DOWNLOAD_AGAIN}`, `line ${line}`);
  }
  return { ok: true, text: decoded.text };
}

/** UTF-16 without its mark begins with '<' and a zero byte, one way round or the other. */
function withUtf16Mark(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x3c && bytes[1] === 0) return Buffer.concat([Buffer.from([0xff, 0xfe]), bytes]);
  if (bytes[0] === 0 && bytes[1] === 0x3c) return Buffer.concat([Buffer.from([0xfe, 0xff]), bytes]);
  return bytes;
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1]?.toLowerCase();
}

function refused(code: string, message: string, where = 'the file'): DecodedXml {
  return { ok: false, problem: { code, where, message } };
}
