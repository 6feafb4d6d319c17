import { Controller, Get, Inject, Post } from '@nestjs/common';
import { type CivilDate, deterministicUuid, type Pence } from '#kernel';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Forms,
  type Page,
  page,
  Pounds,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  Text,
  tmoPath,
  UkDate,
} from '#platform/web';
import { registerBankAccount } from './register-bank-account.command.js';

class RegisterBankAccountForm {
  @Text('Enter what you call the account', { max: 80 })
  name: string;

  @Text('Enter six digits, like 60-16-13', { max: 12, optional: true })
  sort_code?: string;

  @Text('Enter eight digits', { max: 12, optional: true })
  account_number?: string;

  @Text('Enter the IBAN, like GB29 NWBK 6016 1331 9268 19', { max: 42, optional: true })
  iban?: string;

  @UkDate('Enter the first day whose lines are taken in, like 6/4/2026')
  opened_on: CivilDate;

  @Pounds('Enter what it held at the start of that day in pounds, like 1,234.56', { credit: true })
  opening_balance_pence: Pence;
}

/** Registering the account the tenants pay into. */
@Controller('t/:tmo/bank/accounts/register')
export class RegisterBankAccountController {
  constructor(@Inject(Forms) private readonly forms: Forms) {}

  @Get()
  @Permit('bank.open-account')
  show(@Ctx() ctx: TmoContext): Page {
    return page('rent/bank-account/register-bank-account/register-bank-account', {
      title: 'Register a bank account',
      nav: 'bank',
      back: { href: tmoPath(ctx, 'bank'), text: 'Bank' },
    });
  }

  @Post()
  @Permit('bank.open-account')
  save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    const bank_account_id = deterministicUuid('bank-account', sent.command_id);
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx),
      form: RegisterBankAccountForm,
      command: registerBankAccount,
      payload: (typed) => ({ bank_account_id, ...typed }),
      done: () => redirect(tmoPath(ctx, 'bank'), 'Bank account registered'),
    });
  }
}
