import { type ListDefinition, readList } from './list-query.js';

const ARREARS: ListDefinition = {
  path: '/t/1/rent/arrears',
  sorts: ['name', 'balance'],
  default: '-balance',
  filters: { block: 'Block', band: 'Owes' },
  page_size: 50,
};

describe('a list', () => {
  it('without a word in its address is the first page in its own order', () => {
    const list = readList({}, ARREARS);
    expect(list).toMatchObject({ sort: { column: 'balance', descending: true }, filters: {}, offset: 0, limit: 50 });
  });

  it('ignores what an old bookmark or a guess asks and the list does not know', () => {
    const list = readList({ sort: 'password', page: '-3', block: ['a', 'b'], tmo_id: '2', band: '' }, ARREARS);
    expect(list).toMatchObject({ sort: { column: 'balance', descending: true }, filters: {}, page: 1 });
  });

  it('sorts by a link over the whole result, and the column sorted by turns round', () => {
    const view = readList({ sort: 'name', block: 'ash', page: '2' }, ARREARS).view(143);
    expect(view.sorts['name']).toEqual({ href: '/t/1/rent/arrears?block=ash&sort=-name', sorted: 'ascending' });
    expect(view.sorts['balance']).toEqual({ href: '/t/1/rent/arrears?block=ash&sort=balance', sorted: 'none' });
  });

  it('leaves its own order out of the address', () => {
    const view = readList({ sort: 'balance' }, ARREARS).view(143);
    expect(view.sorts['balance']).toEqual({ href: '/t/1/rent/arrears', sorted: 'ascending' });
  });

  it('shows each filter in words, with a link that takes off that one only', () => {
    const view = readList({ block: 'b1', band: 'over-500', sort: 'name' }, ARREARS).view(3, {
      block: { b1: 'Ash House' },
    });
    expect(view.chips).toEqual([
      { label: 'Block', value: 'Ash House', href: '/t/1/rent/arrears?band=over-500&sort=name' },
      { label: 'Owes', value: 'over-500', href: '/t/1/rent/arrears?block=b1&sort=name' },
    ]);
    expect(view.clear_href).toBe('/t/1/rent/arrears?sort=name');
  });

  it('says which rows of how many, and leads to the first, last and nearest pages', () => {
    const { first, last, pages } = readList({ page: '5' }, ARREARS).view(430);
    expect([first, last]).toEqual([201, 250]);
    expect(pages.items.map((item) => ('gap' in item ? '…' : item.text + (item.current ? '*' : '')))).toEqual([
      '1',
      '…',
      '4',
      '5*',
      '6',
      '…',
      '9',
    ]);
    expect([pages.previous, pages.next]).toEqual(['/t/1/rent/arrears?page=4', '/t/1/rent/arrears?page=6']);
  });

  it('that fits on one page has no pages, and an empty one counts from nothing', () => {
    expect(readList({}, ARREARS).view(50).pages.items).toEqual([]);
    expect(readList({}, ARREARS).view(0)).toMatchObject({ first: 0, last: 0, total: 0 });
    expect(readList({ page: '9' }, ARREARS).view(60)).toMatchObject({
      first: 0,
      last: 0,
      pages: { previous: '/t/1/rent/arrears?page=2' },
    });
  });

  it('exports what it shows: the same filters and order', () => {
    expect(readList({ block: 'ash', sort: 'name', page: '3' }, ARREARS).view(143).csv_href).toBe(
      '/t/1/rent/arrears.csv?block=ash&sort=name',
    );
  });
});
