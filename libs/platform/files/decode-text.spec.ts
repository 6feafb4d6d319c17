import { decodeText } from './decode-text.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf16be = (text: string) => utf16le(text).swap16();
const bytes = (...values: (string | number)[]) =>
  Buffer.concat(values.map((v) => (typeof v === 'string' ? Buffer.from(v, 'latin1') : Buffer.from([v]))));

function problemOf(file: Uint8Array) {
  const read = decodeText(file);
  if (read.ok) throw new Error(`read as ${read.encoding}: ${read.text}`);
  return read.problem;
}

describe('reading an uploaded file as text', () => {
  it.each([
    ['UTF-8', utf8('Zoë,O’Dowd-Núñez\n'), 'utf-8'],
    ['UTF-8 with its mark', utf8('\ufeffZoë,O’Dowd-Núñez\n'), 'utf-8'],
    ['UTF-16, little end first', utf16le('Zoë,O’Dowd-Núñez\n'), 'utf-16le'],
    ['UTF-16, big end first', utf16be('Zoë,O’Dowd-Núñez\n'), 'utf-16be'],
    ['Windows-1252', bytes('Zo\xebO\x92Dowd-N\xfa\xf1ez'.replace('ë', 'ë,'), '\n'), 'windows-1252'],
  ])('a name with accents is the same name from %s', (_, file, encoding) => {
    const read = decodeText(file);
    expect(read).toEqual({ ok: true, text: expect.stringMatching(/^Zoë,?O’Dowd-Núñez\n$/), encoding });
  });

  it('a file of no bytes, or of blanks only, is said to be empty', () => {
    expect(problemOf(utf8(''))).toMatchObject({ code: 'empty-file' });
    expect(problemOf(utf8('\r\n \r\n'))).toMatchObject({ code: 'empty-file' });
  });

  it('a workbook renamed to .csv is recognised by its first bytes, and the message says how to get a CSV', () => {
    const xlsx = bytes('PK', 3, 4, '\x14\x00\x06\x00........', '[Content_Types].xml');
    expect(problemOf(xlsx)).toEqual({ code: 'excel-workbook', message: expect.stringContaining('CSV UTF-8') });
    expect(problemOf(bytes('PK', 3, 4, 'statement.xml'))).toMatchObject({ code: 'zip-archive' });
    expect(problemOf(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).toMatchObject({ code: 'excel-workbook' });
    expect(problemOf(bytes('%PDF-1.7'))).toMatchObject({ code: 'pdf' });
  });

  it('NUL bytes are refused, with the guess that it is UTF-16 without its mark when it looks so', () => {
    expect(problemOf(Buffer.from('a,b\n', 'utf16le'))).toMatchObject({
      code: 'not-text',
      message: expect.stringContaining('UTF-16'),
    });
    expect(problemOf(bytes('a,b\nx,y\n', 0, 'z'))).toMatchObject({ code: 'not-text', line: 3 });
  });

  it('a control character is refused with its line', () => {
    expect(problemOf(utf8('a,b\nx\u0007,y\n'))).toMatchObject({
      code: 'not-text',
      line: 2,
      message: expect.stringContaining('U+0007'),
    });
    expect(decodeText(utf8('a\u000bb\n\u001a'))).toMatchObject({ ok: true, text: 'a\u000bb\n' });
  });

  it('UTF-8 with damage in it is refused with the line, never read as Windows-1252', () => {
    const good = Buffer.from('Zoë\nNúñez\n', 'utf8');
    expect(problemOf(Buffer.concat([good, bytes(0xeb, '\n')]))).toMatchObject({ code: 'damaged-text', line: 3 });
  });

  it('UTF-8 that stops in the middle of a letter is said to be cut off', () => {
    const whole = Buffer.from('Zoë\nNúñez €', 'utf8');
    const problem = problemOf(whole.subarray(0, -1));
    expect(problem).toMatchObject({ code: 'damaged-text', message: expect.stringContaining('cut off') });
  });

  it('UTF-16 cut in the middle of a letter is refused', () => {
    expect(problemOf(utf16le('Núñez').subarray(0, -1))).toMatchObject({ code: 'damaged-text' });
  });

  it('bytes that are letters in no encoding known here are refused with their line', () => {
    expect(problemOf(bytes('a\n', 0x81, '\n'))).toMatchObject({ code: 'unknown-encoding', line: 2 });
  });
});
