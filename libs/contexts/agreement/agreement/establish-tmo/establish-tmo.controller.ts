import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { CivilDate } from '#kernel';
import { Ctx, Permit, type TmoContext } from '#platform/identity';
import {
  Forms,
  type Page,
  page,
  type Redirect,
  redirect,
  type Submission,
  Submitted,
  Text,
  tmoPath,
  UkDate,
} from '#platform/web';
import { establishTmo } from './establish-tmo.command.js';

class EstablishTmoForm {
  @Text('Enter the name of the TMO')
  name: string;

  @Text('Enter the name of the council')
  council_name: string;

  @UkDate('Enter the day the TMO took over, like 2/4/2018')
  from: CivilDate;
}

/** The first entry of an agreement: which TMO manages for which council, since when. */
@Controller('t/:tmo/agreement/establish')
export class EstablishTmoController {
  constructor(@Inject(Forms) private readonly forms: Forms) {}

  @Get()
  @Permit('agreement.edit')
  show(@Ctx() ctx: TmoContext): Page {
    return page('agreement/agreement/establish-tmo/establish-tmo', {
      title: 'Record the TMO and its council',
      nav: 'agreement',
      back: { href: tmoPath(ctx, 'agreement'), text: 'The management agreement' },
    });
  }

  @Post()
  @Permit('agreement.edit')
  save(@Ctx() ctx: TmoContext, @Submitted() sent: Submission): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx),
      form: EstablishTmoForm,
      command: establishTmo,
      payload: ({ name, council_name, from }) => ({ name, council_name, from }),
      done: () => redirect(tmoPath(ctx, 'agreement'), 'The agreement is begun. Say now who does what'),
    });
  }
}
