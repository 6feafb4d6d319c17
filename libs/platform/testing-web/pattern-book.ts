import { Controller, Get, Post } from '@nestjs/common';
import { Permit, Public } from '#platform/identity';
import {
  navigationItem,
  type Page,
  page,
  readList,
  redirect,
  refusedPage,
  sentBack,
  type Submission,
  Submitted,
} from '#platform/web';

const OWING = [
  ['O’Neill-Adeyemi, Flat 12 Ash House', '100238443', 31240, 'Write to them', 'No payment for 3 weeks', '2026-11-02'],
  ['Begum & Rahman, 4 Elm Court', '100238540', 18950, 'Call', 'Broke an arrangement', '2026-10-26'],
  [
    'Featherstonehaugh-Cholmondeley, 113 Elm Court',
    '100239122',
    34200,
    'Wait',
    'Housing Benefit is late',
    '2026-11-09',
  ],
] as const;

const LINES = [
  {
    occurred_on: '2026-11-02',
    known_at: '2026-11-02T03:00:11.000000Z',
    who: 'The weekly rent run',
    words: 'Week of 2 November charged',
    source: 'Rent run',
    amount_pence: 12050,
    href: '#',
  },
  {
    occurred_on: '2026-11-05',
    known_at: '2026-11-09T09:12:40.000000Z',
    who: 'Amara Okafor',
    words: 'Payment received',
    source: 'record 812 of statement-2026-11.xml',
    amount_pence: -4650,
  },
];

const ENTRIES = [
  {
    occurred_on: '2026-11-05',
    known_at: '2026-11-09T09:12:40.000000Z',
    who: 'Amara Okafor',
    words: 'Payment received',
    kind: 'rent',
    amount_pence: -4650,
    href: '#',
  },
  {
    occurred_on: '2026-11-03',
    known_at: '2026-11-03T14:02:00.000000Z',
    who: 'Amara Okafor',
    words: 'Called about the lift',
    kind: 'call',
    detail: 'Will ring again after 4pm.',
    attention: true,
  },
  {
    occurred_on: '2026-11-02',
    known_at: '2026-11-02T03:00:11.000000Z',
    who: 'The weekly rent run',
    words: 'Week of 2 November charged',
    kind: 'rent',
    amount_pence: 12050,
  },
];

const WIDE = Array.from({ length: 12 }, (_, i) => `month_${i + 1}`);

navigationItem({ text: 'Home', path: '', permission: 'desk.view', order: 0 });
navigationItem({ text: 'Homes', path: 'homes', permission: 'homes.view', order: 10 });
navigationItem({ text: 'Rent', path: 'rent', permission: 'rent.view', order: 20 });
navigationItem({ text: 'Bank', path: 'bank', permission: 'bank.view', order: 30 });
navigationItem({ text: 'Imports', path: 'imports', permission: 'imports.run', order: 40 });
navigationItem({ text: 'Returns', path: 'monitoring', permission: 'monitoring.view', order: 50 });

/** Every macro and every message on pages of their own, for the walk with axe and for whoever changes the styles. */
@Controller('t/:tmo/pattern-book')
export class PatternBookController {
  @Get()
  @Permit('desk.view')
  book(): Page {
    const definition = {
      path: '/t/1/pattern-book',
      sorts: ['name', 'balance'],
      default: '-balance',
      filters: { block: 'Block', owes: 'Owes' },
      page_size: 3,
    };
    const list = readList({ block: 'ash', owes: 'over £100', page: '2' }, definition);
    return page('testing-web/pattern-book', {
      title: 'Rent arrears',
      caption: 'Ash Estate',
      nav: 'rent',
      breadcrumbs: [
        { href: '/t/1', text: 'Home' },
        { href: '/t/1/rent', text: 'Rent' },
      ],
      list: list.view(17, { block: { ash: 'Ash House' } }),
      columns: [
        { key: 'name', text: 'Household' },
        { key: 'reference', text: 'Reference' },
        { key: 'since', text: 'Owing since', date: true },
        { key: 'next', text: 'Next' },
        { key: 'balance', text: 'Owes', figure: true, pence: true },
        { key: 'status', text: 'Status' },
      ],
      rows: OWING.map(([name, reference, balance, next, why, since], i) => ({
        href: '#',
        name,
        reference,
        since,
        next: { text: next, hint: why },
        balance,
        status: { text: i === 0 ? 'Act today' : 'Waiting', tag: i === 0 ? 'red' : 'grey' },
        attention: i === 0,
      })),
      wide: {
        columns: [
          { key: 'home', text: 'Home' },
          ...WIDE.map((key, i) => ({ key, text: `Month ${i + 1}`, figure: true, pence: true })),
        ],
        rows: [
          { home: '12 Ash House', href: '#', ...Object.fromEntries(WIDE.map((key, i) => [key, 52000 + i * 113])) },
        ],
      },
      lines: LINES,
      entries: ENTRIES,
    });
  }

  @Get('form')
  @Permit('desk.view')
  form(): Page {
    return page('testing-web/pattern-form', {
      title: 'Set the rent',
      nav: 'rent',
      back: { href: '/t/1/pattern-book' },
    });
  }

  @Post('form/wrong')
  @Permit('desk.view')
  wrong(@Submitted() sent: Submission): Page {
    return sentBack(this.form(), sent, [
      { field: 'weekly_pence', text: 'Enter the weekly rent in pounds, like 120.50' },
      { field: 'from', text: 'Enter the Monday it starts, like 6/4/2026' },
      { field: 'statement', text: 'The file is cut off after record 411: export it again' },
    ]);
  }

  @Post('form/refused')
  @Permit('desk.view')
  refused(@Submitted() sent: Submission): Page {
    return refusedPage(this.form(), sent, { code: 'order-over-limit', facts: {} });
  }

  @Post('form/done')
  @Permit('desk.view')
  done() {
    return redirect('/t/1/pattern-book/confirm', 'The rent of 12 Ash House is set from Monday 6 April 2026');
  }

  @Get('confirm')
  @Permit('desk.view')
  confirm(): Page {
    return page('web/confirm', {
      title: 'Charge the week of 23 November 2026?',
      back: { href: '/t/1/pattern-book' },
      consequences: [
        '368 accounts are charged £44,102.50 together.',
        '2 accounts are refused and named.',
        'It can be reversed, one account at a time.',
      ],
      button: 'Charge the week',
      cancel_href: '/t/1/pattern-book',
    });
  }

  @Get('broken')
  @Public()
  broken(): Page {
    throw new Error('broken on purpose, to show the page');
  }
}
