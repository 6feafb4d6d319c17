import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common';
import { Database } from '#platform/database';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
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
import { namesFor } from '../../directory/names-for.js';
import { tenanciesOfPersons } from '../../register/register.queries.js';
import {
  PERSON_CORRECTION_REASONS,
  PERSON_FIELDS,
  type PersonCorrectionReason,
  type PersonField,
} from '../person.events.js';
import { PersonForm } from '../person.form.js';
import { correctPerson } from './correct-person.command.js';

class CorrectPersonForm extends PersonForm {
  @Choice(PERSON_CORRECTION_REASONS, 'Say what was wrong')
  reason: PersonCorrectionReason;
}

@Controller('t/:tmo/persons/:person_id/correct')
export class CorrectPersonController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('persons.edit')
  async show(@Ctx() ctx: TmoContext, @Param('person_id', IdPipe) person_id: string): Promise<Page> {
    const [person, tenancies] = await this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { person_id });
      const names = await namesFor(tx, ctx, [person_id], 'correcting a person', { contact: true });
      return [names.get(person_id), await tenanciesOfPersons(tx, ctx.tmo_id, [person_id])] as const;
    });
    if (!person?.contact) throw new NotFoundException('no such person');
    const [latest] = tenancies;
    return page('tenancies/person/correct-person/correct-person', {
      title: 'Correct this person',
      caption: person.name,
      nav: 'tenancies',
      back: latest
        ? { href: tmoPath(ctx, 'households', latest.tenancy_id), text: 'The household' }
        : { href: tmoPath(ctx, 'tenancies'), text: 'Tenancies' },
      person: person.contact,
      fields: PERSON_FIELDS,
    });
  }

  @Post()
  @Permit('persons.edit')
  async save(
    @Ctx() ctx: TmoContext,
    @Param('person_id', IdPipe) person_id: string,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    return this.forms.command(ctx, sent, {
      page: () => this.show(ctx, person_id),
      form: CorrectPersonForm,
      command: correctPerson,
      payload: (typed) => ({ person_id, ...changes(sent, typed), reason: typed.reason }),
      done: async ({ events }) => {
        const [latest] = await this.db.inTmo(ctx, (tx) => tenanciesOfPersons(tx, ctx.tmo_id, [person_id]));
        const words = events.length > 0 ? 'The person is corrected' : 'Nothing was different';
        return redirect(latest ? tmoPath(ctx, 'households', latest.tenancy_id) : tmoPath(ctx, 'tenancies'), words);
      },
    });
  }
}

/**
 * The fields that differ from what the form was filled with, which it sends along: so only what was corrected is
 * recorded, and the same form sent twice says the same.
 */
function changes(sent: Submission, typed: CorrectPersonForm): Partial<Record<PersonField, string | null>> {
  const changed = PERSON_FIELDS.filter((field) => (typed[field] ?? '') !== (sent.values[`was_${field}`] ?? ''));
  return Object.fromEntries(changed.map((field) => [field, typed[field] ?? null]));
}
