import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { formatPounds, pence } from '#kernel';
import { Database, type Tx } from '#platform/database';
import type { Posting } from '#platform/event-store';
import { actorMay, Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import { Vault } from '#platform/privacy';
import { Provenances } from '#platform/provenance';
import {
  Choice,
  Forms,
  IdPipe,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  tmoPath,
} from '#platform/web';
import { accountById, accountsById } from '../accounts/accounts.queries.js';
import {
  MISPLACED_REASONS,
  PAYMENT_REVERSAL_REASONS,
  type PaymentReversalReason,
  RETURNED_REASONS,
} from '../bank-line/bank-line.events.js';
import { reversePayment } from '../bank-line/reverse-payment/reverse-payment.command.js';
import { bankAccounts, bankLineById } from '../banking/banking.queries.js';
import { entryWords } from '../contracts/entry-words.js';
import { accountIdOf, BROUGHT_IN, OUTGOING, SUSPENSE } from '../contracts/ledger-accounts.js';
import { REVERSAL_REASONS, type ReversalReason } from '../rent-account/rent-account.events.js';
import { reverseEntry } from '../rent-account/reverse-entry/reverse-entry.command.js';
import { isCorrectable } from './correctable.js';
import { type EntryView, entryAt } from './entry.queries.js';
import { PositionPipe } from './position.pipe.js';

const CHARGE_REASONS: Readonly<Record<ReversalReason, string>> = {
  'charged-in-error': 'It should not have been charged',
  'wrong-amount': 'The amount is wrong',
  'wrong-account': 'It belongs on another account',
  'charged-twice': 'It was charged twice',
  'tenancy-ended-earlier': 'The tenancy had ended',
  'balance-was-wrong': 'The balance brought in was wrong',
};
const PAYMENT_REASONS: Readonly<Record<PaymentReversalReason, string>> = {
  'wrong-account': 'It is on the wrong account',
  'payer-says-otherwise': 'The payer says it is for something else',
  'direct-debit-indemnity': 'The payer claimed the Direct Debit back (indemnity)',
  'direct-debit-unpaid': 'The Direct Debit came back unpaid',
  'cheque-unpaid': 'The cheque came back unpaid',
  recalled: 'The bank recalled it',
};

class CorrectChargeForm {
  @Choice(REVERSAL_REASONS, 'Choose what was wrong')
  reason: ReversalReason;
}

class CorrectPaymentForm {
  @Choice(PAYMENT_REVERSAL_REASONS, 'Choose what was wrong')
  reason: PaymentReversalReason;
}

/** One entry of an account: how we know it, what it moved, and the way to put it right. */
@Controller('t/:tmo/rent/accounts/:account_id/entries/:position')
export class EntryController {
  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(Forms) private readonly forms: Forms,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
    @Inject(Provenances) private readonly provenances: Provenances,
    @Inject(Vault) private readonly vault: Vault,
  ) {}

  @Get()
  @Permit('rent.view')
  show(
    @Ctx() ctx: TmoContext,
    @Param('account_id', IdPipe) account_id: string,
    @Param('position', PositionPipe) position: number,
  ): Promise<Page> {
    const { tmo_id } = ctx;
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { account_id });
      const [account, entry] = await Promise.all([
        accountById(tx, tmo_id, account_id),
        entryAt(tx, tmo_id, account_id, position),
      ]);
      if (!account || !entry) throw new NotFoundException();
      const { event } = entry;
      const { actor, source } = event.metadata;
      const [told] = await this.provenances.of(tx, tmo_id, [{ actor, source }]);
      const here = tmoPath(ctx, 'rent/accounts', account_id);
      const reverses = 'reverses' in event.data ? event.data.reverses : null;
      return page('rent/ledger/entry', {
        title: entryWords(event),
        caption: `Account ${account.reference}`,
        nav: 'rent',
        back: { href: here, text: 'The account' },
        event,
        told,
        written: await this.writtenOn(tx, ctx, entry),
        legs: await legWords(tx, tmo_id, entry.legs, account_id),
        reversed_by_href: entry.reversed_by === null ? undefined : `${here}/entries/${entry.reversed_by}`,
        reverses_href: reverses === null ? undefined : `${here}/entries/${reverses}`,
        reasons: entry.reversed_by === null && isCorrectable(event) ? reasonsFor(entry) : undefined,
        is_week: event.type === 'rent.week-charged.v1',
      });
    });
  }

  @Post()
  @Permit('rent.correct')
  async correct(
    @Ctx() ctx: TmoContext,
    @Param('account_id', IdPipe) account_id: string,
    @Param('position', PositionPipe) position: number,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const entry = await this.db.inTmo(ctx, (tx) => entryAt(tx, ctx.tmo_id, account_id, position));
    if (!entry) throw new NotFoundException();
    const { data } = entry.event;
    const common = {
      page: () => this.show(ctx, account_id, position),
      done: () => redirect(tmoPath(ctx, 'rent/accounts', account_id), 'Reversed. Both entries stay on the account.'),
    };
    if ('bank_line_id' in data) {
      const { bank_line_id } = data;
      return this.forms.command(ctx, sent, {
        ...common,
        form: CorrectPaymentForm,
        command: reversePayment,
        payload: ({ reason }) => ({ bank_line_id, account_id, position, reason }),
      });
    }
    return this.forms.command(ctx, sent, {
      ...common,
      form: CorrectChargeForm,
      command: reverseEntry,
      payload: ({ reason }) => ({ account_id, position, reason }),
    });
  }

  /** What the payer wrote, opened for who may read names. */
  private async writtenOn(tx: Tx, ctx: TmoContext, { event }: EntryView): Promise<string | undefined> {
    if (!('bank_line_id' in event.data) || !actorMay(ctx.actor, 'persons.read-names')) return undefined;
    const line = await bankLineById(tx, ctx.tmo_id, event.data.bank_line_id);
    const sealed = [line?.payer_sealed, line?.narrative_sealed].filter((s) => s != null);
    const opened = await this.vault.open(tx, ctx.tmo_id, sealed);
    return opened.map((text) => text ?? 'Erased').join(', ');
  }
}

function reasonsFor({ event }: EntryView): { value: string; text: string; hint?: { text: string } }[] {
  if (event.type === 'rent.payment-received.v1' || event.type === 'rent.payment-placed.v1') {
    const option = (hint: string) => (value: PaymentReversalReason) => ({
      value,
      text: PAYMENT_REASONS[value],
      hint: { text: hint },
    });
    return [
      ...MISPLACED_REASONS.map(option('The money is still here: it goes back to suspense, to be placed again')),
      ...RETURNED_REASONS.map(option('The bank has taken the money back')),
    ];
  }
  const isBalance = event.type === 'rent.opening-balance-brought-in.v1';
  return REVERSAL_REASONS.filter((r) => (r === 'balance-was-wrong') === isBalance).map((value) => ({
    value,
    text: CHARGE_REASONS[value],
  }));
}

/** The legs in words: 'This account', 'Due to the council: rent', the bank account's name. */
async function legWords(tx: Tx, tmo_id: number, legs: readonly Posting[], own: string): Promise<object[]> {
  const ids = legs.flatMap((l) => accountIdOf(l.account) ?? []);
  const [accounts, banks] = await Promise.all([accountsById(tx, tmo_id, ids), bankAccounts(tx, tmo_id)]);
  const named: Readonly<Record<string, string>> = {
    [SUSPENSE]: 'Suspense',
    [OUTGOING]: 'Money out, not explained',
    [BROUGHT_IN]: 'Balances brought in',
  };
  const words = (account: string): string => {
    const id = accountIdOf(account);
    if (id === own) return account.startsWith('void-loss/') ? 'Lost while empty' : 'This account';
    if (id !== undefined) return `Account ${accounts.get(id)?.reference ?? id}`;
    const [kind, of = ''] = account.split('/');
    if (kind === 'bank') return `Bank: ${banks.find((b) => b.bank_account_id === of)?.name ?? of}`;
    return kind === 'due-to-council' ? `Due to the council: ${of.replaceAll('-', ' ')}` : (named[account] ?? account);
  };
  return legs.map((l) => ({
    account: words(l.account),
    debit: l.amount_pence > 0 ? formatPounds(pence(l.amount_pence)) : '',
    credit: l.amount_pence < 0 ? formatPounds(pence(-l.amount_pence)) : '',
    period: l.period,
  }));
}
