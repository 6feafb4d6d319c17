import { Controller, Get, Inject, Post } from '@nestjs/common';
import { type CivilDate, deterministicUuid, mondayOf, londonDateOf, type Pence } from '#kernel';
import { registerBankAccount } from '#contexts/rent/contracts/index.js';
import { Database } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Forms,
  type Page,
  Pounds,
  type Redirect,
  sentBack,
  type Submission,
  Submitted,
  Text,
  UkDate,
} from '#platform/web';
import { setupProgress } from './progress.js';
import { onward, stepPage } from './step-page.js';

class BankAccountForm {
  @Text('Enter a name for the account, like Rent account', { max: 80 })
  name: string;

  @Text('Enter the sort code, like 60-16-13', { max: 12, optional: true })
  sort_code?: string;

  @Text('Enter the account number, 8 figures', { max: 12, optional: true })
  account_number?: string;

  @Text('Enter the IBAN as the bank writes it', { max: 42, optional: true })
  iban?: string;

  @UkDate('Enter the first day whose payments are taken in, like 6/4/2026')
  opened_on: CivilDate;

  @Pounds('Enter what the account held at the start of that day in pounds, with a minus when it was overdrawn', {
    credit: true,
  })
  opening_balance_pence: Pence;
}

/** The account that tenants pay into, and what it held when Courtyard began to read its statements. */
@Controller('t/:tmo/setup/bank-account')
export class SetupBankAccountController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
  ) {}

  @Get()
  @Permit('setup.begin')
  show(@Ctx() ctx: TmoContext): Promise<Page> {
    return this.db.inTmo(ctx, async (tx) =>
      stepPage(ctx, await setupProgress(tx, ctx.tmo_id), 'bank-account', 'bank-account', {
        this_week: mondayOf(londonDateOf(this.clock.now())),
      }),
    );
  }

  @Post()
  @Permit('setup.begin')
  async save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    // A tenant's CR is a balance below zero, a bank's CR is one above: here it would be read the wrong way round.
    if (/[a-z(]/i.test(String(sent.values['opening_balance_pence'] ?? ''))) {
      const text = 'Enter the balance without CR, DR or brackets: a minus means overdrawn';
      return sentBack(await this.show(ctx), sent, [{ field: 'opening_balance_pence', text }]);
    }
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx),
      form: BankAccountForm,
      command: registerBankAccount,
      payload: ({ name, sort_code, account_number, iban, opening_balance_pence, opened_on }) => ({
        bank_account_id: deterministicUuid('bank-account', sent.command_id),
        name,
        sort_code: sort_code ?? null,
        account_number: account_number ?? null,
        iban: iban ?? null,
        opening_balance_pence,
        opened_on,
      }),
      done: (_outcome, { name }) => onward(ctx, `${name} is registered`),
    });
  }
}
