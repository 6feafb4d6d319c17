import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common';
import { type CivilDate, formatDate, londonDateOf, sumPence } from '#kernel';
import { oneLine } from '#contexts/homes/contracts/index.js';
import {
  accountsOfTenancies,
  type AccountView,
  balances,
  entries,
  entryWords,
} from '#contexts/rent/contracts/index.js';
import {
  alertsOn,
  household,
  householdTimeline,
  type HouseholdView,
  TENURES,
} from '#contexts/tenancies/contracts/index.js';
import { Database, type Tx } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { actorMay, Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import { Vault } from '#platform/privacy';
import { Provenances, type Told } from '#platform/provenance';
import { IdPipe, type Page, page, tmoPath } from '#platform/web';

/** A household's timeline as shown at first; the rest is a link away. */
const SHOWN = 20;
const KINDS = { tenancy: 'Tenancy', alert: 'Alerts', person: 'People', home: 'Home', account: 'Account' } as const;

interface Line extends Told {
  readonly position: number;
  readonly occurred_on: CivilDate;
  readonly known_at: string;
  readonly kind: keyof typeof KINDS;
  readonly words: string;
  readonly amount_pence?: number;
  readonly href?: string;
}

/** What the officer reads while the phone rings. */
@Controller('t/:tmo/households/:tenancy_id')
export class HouseholdController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(Provenances) private readonly provenances: Provenances,
  ) {}

  @Get()
  @Permit('tenancies.view')
  async show(
    @Ctx() ctx: TmoContext,
    @Param('tenancy_id', IdPipe) tenancy_id: string,
    @Query() query: Record<string, unknown>,
  ): Promise<Page> {
    const { tmo_id } = ctx;
    const today = londonDateOf(this.clock.now());
    const kind = Object.keys(KINDS).find((k) => k === query['kind']) as keyof typeof KINDS | undefined;
    const shown = query['all'] === undefined ? SHOWN : 1_000;
    const rent = actorMay(ctx.actor, 'rent.view');
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { tenancy_id });
      const found = await household(tx, ctx, tenancy_id, today);
      if (!found) throw new NotFoundException();
      const alerts = await alertsOn(tx, tmo_id, this.vault, [tenancy_id], today);
      const accounts = rent ? await accountsOfTenancies(tx, tmo_id, [tenancy_id]) : [];
      const owed = await balances(
        tx,
        tmo_id,
        accounts.map((a) => a.account_id),
      );
      const lines = [
        ...(await householdTimeline(tx, tmo_id, tenancy_id)),
        ...(await this.accountLines(tx, ctx, accounts, shown)),
      ]
        .filter((l) => kind === undefined || l.kind === kind)
        .sort((a, b) =>
          a.occurred_on === b.occurred_on ? b.position - a.position : a.occurred_on < b.occurred_on ? 1 : -1,
        );
      const page_lines = lines.slice(0, shown);
      const told = await this.provenances.of(tx, tmo_id, page_lines);
      const base = tmoPath(ctx, 'households', tenancy_id);
      return page('desk/household/household', {
        title: titleOf(found),
        found,
        identity: identityOf(ctx, found, today),
        tenants: found.tenants,
        alerts,
        rent,
        balance_pence: sumPence([...owed.values()]),
        accounts: accounts.map((a) => accountRow(ctx, a, owed.get(a.account_id) ?? 0)),
        also_held: found.also_held.map((t) => ({
          text: `${t.home ? oneLine(t.home.address_lines) : t.tenancy_ref} (${TENURES[t.tenure].name})`,
          href: tmoPath(ctx, 'households', t.tenancy_id),
        })),
        same_home: found.same_home.map((t) => ({
          text: `${t.tenancy_ref}, ${formatDate(t.starts_on)} to ${t.ends_on ? formatDate(t.ends_on) : 'now'}`,
          href: tmoPath(ctx, 'households', t.tenancy_id),
        })),
        kinds: [
          { text: 'Everything', href: base, current: kind === undefined },
          ...Object.entries(KINDS).map(([k, text]) => ({ text, href: `${base}?kind=${k}`, current: k === kind })),
        ],
        happened: page_lines.map((l, i) => ({
          ...l,
          kind: KINDS[l.kind],
          who: told[i]?.who,
          detail: told[i]?.source,
        })),
        more_href: lines.length > page_lines.length ? `${base}?${kind ? `kind=${kind}&` : ''}all=1` : undefined,
      });
    });
  }

  /** The entries of all the household's accounts; each opens its account. */
  private async accountLines(
    tx: Tx,
    ctx: TmoContext,
    accounts: readonly AccountView[],
    limit: number,
  ): Promise<readonly Line[]> {
    const lines: Line[] = [];
    for (const account of accounts) {
      const found = await entries(tx, ctx.tmo_id, account, { limit, offset: 0 });
      for (const e of found.entries) {
        lines.push({
          position: e.position,
          occurred_on: e.effective_on,
          known_at: e.event.recorded_at,
          actor: e.event.metadata.actor,
          source: e.event.metadata.source,
          kind: 'account',
          words: entryWords(e.event),
          amount_pence: e.amount_pence,
          href: tmoPath(ctx, 'rent/accounts', account.account_id),
        });
      }
    }
    return lines;
  }
}

function titleOf({ tenants, home }: HouseholdView): string {
  return `${tenants.map((t) => t.name).join(' and ')}, ${home.address_lines[0] ?? home.address}`;
}

function identityOf(ctx: TmoContext, { tenancy, home, live }: HouseholdView, today: CivilDate): object {
  const facts = [
    { label: 'Home', text: home.property_ref, href: tmoPath(ctx, 'homes', home.home_id) },
    ...(home.uprn ? [{ label: 'UPRN', text: home.uprn }] : []),
    { label: 'Tenancy', text: tenancy.tenancy_ref, href: tmoPath(ctx, 'tenancies', tenancy.tenancy_id) },
    { label: 'Tenure', text: TENURES[tenancy.tenure].name },
    { label: 'Since', text: formatDate(tenancy.starts_on) },
    ...(tenancy.ends_on
      ? [{ label: tenancy.ends_on < today ? 'Ended' : 'Ends', text: formatDate(tenancy.ends_on) }]
      : []),
  ];
  const tags = live ? [] : [{ text: 'Former household', colour: 'grey' }];
  return { title: `${home.address}, ${home.postcode}`, facts, tags };
}

function accountRow(ctx: TmoContext, account: AccountView, balance_pence: number): object {
  const kind = account.kind.replaceAll('-', ' ');
  return {
    href: tmoPath(ctx, 'rent/accounts', account.account_id),
    kind: kind.charAt(0).toUpperCase() + kind.slice(1),
    reference: account.reference,
    balance_pence,
    status: account.closed_on
      ? { text: `Closed ${formatDate(account.closed_on)}`, tag: 'grey' }
      : standing(balance_pence),
  };
}

function standing(balance_pence: number): { text: string; tag: string } {
  if (balance_pence > 0) return { text: 'Owes', tag: 'orange' };
  return balance_pence < 0 ? { text: 'In credit', tag: 'green' } : { text: 'Clear', tag: 'green' };
}
