import type { Link } from '../page.js';

/** What one list offers: by what it sorts, by what it filters, how much a page shows. */
export interface ListDefinition {
  /** The list's own path: every link it makes leads there. */
  readonly path: string;
  /** Column keys that can be sorted by. */
  readonly sorts: readonly string[];
  /** A column key, with '-' in front for largest or latest first. */
  readonly default: string;
  /** Filter name in the URL to the words before its value: `{ block: 'Block' }`. */
  readonly filters?: Readonly<Record<string, string>>;
  /** Rows on a page, at most 200. */
  readonly page_size?: number;
}

export interface Chip {
  readonly label: string;
  readonly value: string;
  /** The list without this filter. */
  readonly href: string;
}

/** What the list macros show around the rows. */
export interface ListView {
  readonly total: number;
  /** '1 to 50 of 143' in parts; both 0 when the list is empty. */
  readonly first: number;
  readonly last: number;
  readonly chips: readonly Chip[];
  readonly clear_href: string;
  /** Column key to its heading's link and whether it is the one sorted by. */
  readonly sorts: Readonly<
    Record<string, { readonly href: string; readonly sorted: 'ascending' | 'descending' | 'none' }>
  >;
  readonly pages: { readonly previous?: string; readonly next?: string; readonly items: readonly PageLink[] };
  readonly csv_href: string;
  /** The filters as they are, for a form's hidden fields and controls. */
  readonly filters: Readonly<Record<string, string>>;
}

export type PageLink = (Link & { readonly current: boolean }) | { readonly gap: true };

const PAGE_SIZE_MAX = 200;

/** A list as the URL asks for it. What the URL does not know how to ask is ignored, so an old bookmark still opens. */
export class ListQuery {
  readonly sort: { readonly column: string; readonly descending: boolean };
  readonly filters: Readonly<Record<string, string>>;
  readonly page: number;
  readonly limit: number;

  constructor(
    query: Readonly<Record<string, unknown>>,
    private readonly definition: ListDefinition,
  ) {
    const asked = text(query['sort']);
    const known = definition.sorts.includes(asked.replace(/^-/, ''));
    const sort = known ? asked : definition.default;
    this.sort = { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') };
    const names = Object.keys(definition.filters ?? {});
    const given = names.map((name): [string, string] => [name, text(query[name])]);
    this.filters = Object.fromEntries(given.filter(([, value]) => value !== ''));
    this.limit = Math.min(definition.page_size ?? 50, PAGE_SIZE_MAX);
    const page = Number(text(query['page']));
    this.page = Number.isSafeInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
  }

  get offset(): number {
    return (this.page - 1) * this.limit;
  }

  /** @param labels filter name to the words for a value: `{ block: { 'b-1': 'Ash House' } }`; the value itself without. */
  view(total: number, labels: Readonly<Record<string, Readonly<Record<string, string>>>> = {}): ListView {
    const shown = Math.max(0, Math.min(this.limit, total - this.offset));
    return {
      total,
      first: shown === 0 ? 0 : this.offset + 1,
      last: shown === 0 ? 0 : this.offset + shown,
      chips: Object.entries(this.filters).map(([name, value]) => ({
        label: this.definition.filters?.[name] ?? name,
        value: labels[name]?.[value] ?? value,
        href: this.href({ filters: without(this.filters, name) }),
      })),
      clear_href: this.href({ filters: {} }),
      sorts: Object.fromEntries(this.definition.sorts.map((column) => [column, this.sortLink(column)])),
      pages: this.pages(Math.ceil(total / this.limit)),
      csv_href: this.href({ filters: this.filters }, '.csv'),
      filters: this.filters,
    };
  }

  private sortLink(column: string): ListView['sorts'][string] {
    const current = this.sort.column === column;
    const descending = current && !this.sort.descending;
    const sorted = !current ? 'none' : this.sort.descending ? 'descending' : 'ascending';
    return { href: this.href({ filters: this.filters, sort: `${descending ? '-' : ''}${column}` }), sorted };
  }

  private pages(count: number): ListView['pages'] {
    if (count <= 1) return { items: [] };
    const at = (page: number) => this.href({ filters: this.filters, page });
    const near = [1, this.page - 1, this.page, this.page + 1, count].filter((n) => n >= 1 && n <= count);
    const items: PageLink[] = [];
    let before = 0;
    for (const n of [...new Set(near)].sort((a, b) => a - b)) {
      if (n > before + 1) items.push({ gap: true });
      items.push({ href: at(n), text: String(n), current: n === this.page });
      before = n;
    }
    return {
      items,
      ...(this.page > 1 ? { previous: at(Math.min(this.page - 1, count)) } : {}),
      ...(this.page < count ? { next: at(this.page + 1) } : {}),
    };
  }

  private href(to: { filters: Readonly<Record<string, string>>; sort?: string; page?: number }, suffix = ''): string {
    const query = new URLSearchParams(to.filters);
    const sort = to.sort ?? `${this.sort.descending ? '-' : ''}${this.sort.column}`;
    if (sort !== this.definition.default) query.set('sort', sort);
    if (to.page !== undefined && to.page > 1) query.set('page', String(to.page));
    const asked = query.toString();
    return `${this.definition.path}${suffix}${asked === '' ? '' : `?${asked}`}`;
  }
}

/** @param query the request's query, as `@Query()` gives it */
export function readList(query: Readonly<Record<string, unknown>>, definition: ListDefinition): ListQuery {
  return new ListQuery(query, definition);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, 200) : '';
}

function without(filters: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
}
