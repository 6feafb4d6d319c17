import { SaxesParser } from 'saxes';
import type { BankFileProblem } from './bank-file.js';
import {
  MAX_XML_ATTRIBUTES,
  MAX_XML_DEPTH,
  MAX_XML_ELEMENTS,
  MAX_XML_ELEMENTS_HELD,
  MAX_XML_TEXT_CHARS,
} from './limits.js';

/** A completed element: names without prefix, text trimmed, its children in order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** The line, from 1, on which it starts. */
  readonly line: number;
}

export interface XmlReader {
  /** The names of elements that matter; of others, neither path nor contents are ever looked at by themselves. */
  readonly names: ReadonlySet<string>;
  /** Whether the element at this path (names joined by '/', prefixes left out) is to be kept whole and handed over. */
  wants(path: string): boolean;
  /** An element starts that matters. `uri` is its namespace. May throw {@link StopReading}. */
  opened(path: string, uri: string, line: number): void;
  /** A wanted element is complete. It is not kept: one wanted inside another is handed over and left out of its parent. */
  completed(path: string, element: XmlElement): void;
}

/** Thrown to end reading with a problem; readXml turns it into its answer. */
export class StopReading extends Error {
  constructor(readonly problem: BankFileProblem) {
    super(problem.code);
  }
}

/**
 * Streams XML, holding only what is wanted. No entity is ever expanded: any document type is refused, and depth,
 * attributes, elements held and text are limited, so that no file of the permitted size can exhaust memory.
 */
export function readXml(text: string, reader: XmlReader): BankFileProblem | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const holder = new Holder(reader);
  let ended = false;
  const stop = (code: string, message: string): never => {
    throw new StopReading({ code, where: `line ${parser.line}, column ${parser.columnIndex + 1}`, message });
  };

  let attributes = 0;
  let elements = 0;
  parser.on('opentagstart', () => {
    attributes = 0;
    if (++elements > MAX_XML_ELEMENTS)
      stop('too-many-elements', `The file has more than ${MAX_XML_ELEMENTS} elements. Download a shorter period.`);
    if (holder.depth >= MAX_XML_DEPTH)
      stop(
        'nested-too-deep',
        `The file nests more than ${MAX_XML_DEPTH} elements deep: no bank statement does. ${NOT_A_STATEMENT}`,
      );
  });
  parser.on('attribute', () => {
    if (++attributes > MAX_XML_ATTRIBUTES)
      stop(
        'too-many-attributes',
        `An element has more than ${MAX_XML_ATTRIBUTES} attributes: no bank statement has. ${NOT_A_STATEMENT}`,
      );
  });
  parser.on('opentag', (tag) => {
    const values = Object.values(tag.attributes).map(({ local, value }) => [local, value] as const);
    if (!holder.open(tag.local, tag.uri, Object.fromEntries(values), parser.line))
      stop('too-complex', `One entry has more than ${MAX_XML_ELEMENTS_HELD} elements. ${NOT_A_STATEMENT}`);
  });
  const onText = (content: string) => {
    if (!holder.text(content))
      stop('text-too-long', `A text is longer than ${MAX_XML_TEXT_CHARS} characters. ${NOT_A_STATEMENT}`);
  };
  parser.on('text', onText);
  parser.on('cdata', onText);
  parser.on('closetag', () => holder.close());
  parser.on('doctype', () =>
    stop(
      'document-type',
      `The file declares a document type (DOCTYPE), which bank statements never do and which can hide an attack. It was not read further. ${NOT_A_STATEMENT}`,
    ),
  );
  parser.on('error', (error) => {
    if (ended)
      stop(
        'truncated',
        `The file ends in the middle${holder.inside()}: it was cut short. Download it from the bank again.`,
      );
    stop(
      'not-well-formed',
      `This is not well-formed XML (${error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')}). Download it from the bank again.`,
    );
  });

  try {
    parser.write(text);
    ended = true;
    parser.close();
  } catch (error) {
    if (error instanceof StopReading) return error.problem;
    throw error;
  }
  return undefined;
}

const NOT_A_STATEMENT = 'Check that it is the statement as the bank sent it.';

interface HeldElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

interface OpenElement {
  readonly name: string;
  readonly held: HeldElement | undefined;
  /** Its path, where it is wanted. */
  readonly wanted: string | undefined;
}

/** The open elements, and those of their parts that are being held for a wanted one. */
class Holder {
  private readonly opened: OpenElement[] = [];
  private heldCount = 0;

  constructor(private readonly reader: XmlReader) {}

  get depth(): number {
    return this.opened.length;
  }

  inside(): string {
    const last = this.opened.at(-1);
    return last ? `, inside ${last.name}` : '';
  }

  /** False when too much would be held. */
  open(name: string, uri: string, attributes: Record<string, string>, line: number): boolean {
    let wanted: string | undefined;
    if (this.opened.length === 0 || this.reader.names.has(name)) {
      const path = [...this.opened.map((element) => element.name), name].join('/');
      this.reader.opened(path, uri, line);
      if (this.reader.wants(path)) wanted = path;
    }
    const keep = wanted !== undefined || this.opened.at(-1)?.held !== undefined;
    this.opened.push({ name, wanted, held: keep ? { name, attributes, children: [], text: '', line } : undefined });
    if (keep) this.heldCount++;
    return this.heldCount <= MAX_XML_ELEMENTS_HELD;
  }

  /** False when the text is too long. */
  text(content: string): boolean {
    const held = this.opened.at(-1)?.held;
    // Blanks before text are trimmed in the end; those between thousands of children must not count as a long text.
    if (!held || (held.text === '' && content.trim() === '')) return true;
    held.text += content;
    return held.text.length <= MAX_XML_TEXT_CHARS;
  }

  close(): void {
    const { held, wanted } = this.opened.pop() ?? {};
    if (!held) return;
    held.text = held.text.trim();
    if (wanted === undefined) {
      this.opened.at(-1)?.held?.children.push(held);
      return;
    }
    this.heldCount -= countOf(held);
    this.reader.completed(wanted, held);
  }
}

function countOf(element: XmlElement): number {
  return element.children.reduce((count, child) => count + countOf(child), 1);
}

/** The first element down a path of names. */
export function find(element: XmlElement, ...names: string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of names) at = at?.children.find((child) => child.name === name);
  return at;
}

/** The text of the first element down a path; undefined when there is none or it is blank. */
export function textAt(element: XmlElement, ...names: string[]): string | undefined {
  return find(element, ...names)?.text || undefined;
}

export function findAll(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
