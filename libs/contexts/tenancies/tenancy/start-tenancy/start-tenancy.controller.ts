import { Controller, Get, Inject, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { deterministicUuid, formatDate, isUuid, londonDateOf } from '#kernel';
import { homeById } from '#contexts/homes/contracts/index.js';
import { Database, type Tx } from '#platform/database';
import { StoreClock } from '#platform/event-store';
import { Ctx, NeighbourRule, Permit, type TmoContext } from '#platform/identity';
import {
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
import { recordPerson } from '../../person/record-person/record-person.command.js';
import { search } from '../../search/search.js';
import { TENURES } from '../tenures.js';
import { startTenancy } from './start-tenancy.command.js';
import { newPerson, STARTABLE, StartTenancyForm } from './start-tenancy.form.js';

/** People already on record who are to hold the tenancy, and the words by which another is looked for. */
interface Asked {
  readonly with?: unknown;
  readonly find?: unknown;
}

const MOST_FOUND = 10;

/** Letting a home: to people on record, to people new to it, or both; all is recorded or nothing. */
@Controller('t/:tmo/homes/:home_id/let')
export class StartTenancyController {
  constructor(
    @Inject(Forms) private readonly forms: Forms,
    @Inject(Database) private readonly db: Database,
    @Inject(StoreClock) private readonly clock: StoreClock,
    @Inject(NeighbourRule) private readonly neighbours: NeighbourRule,
  ) {}

  @Get()
  @Permit('tenancies.edit')
  async show(@Ctx() ctx: TmoContext, @Param('home_id', IdPipe) home_id: string, @Query() asked: Asked): Promise<Page> {
    const chosen = chosenOf(asked);
    const here = tmoPath(ctx, 'homes', home_id, 'let');
    const hrefWith = (ids: readonly string[]) => (ids.length === 0 ? here : `${here}?with=${ids.join(',')}`);
    return this.db.inTmo(ctx, async (tx) => {
      await this.neighbours.assertNotOwnHousehold(tx, ctx, { home_id });
      const home = await homeById(tx, ctx.tmo_id, home_id);
      if (!home) throw new NotFoundException('no such home');
      const find = typeof asked.find === 'string' ? asked.find.trim() : '';
      const names = await namesFor(tx, ctx, chosen, 'starting a tenancy');
      return page('tenancies/tenancy/start-tenancy/start-tenancy', {
        title: 'Start a tenancy',
        caption: home.address,
        nav: 'homes',
        back: { href: tmoPath(ctx, 'homes', home_id), text: home.address },
        here,
        action: hrefWith(chosen),
        with: chosen.join(','),
        find,
        chosen: [...names.values()].map((person) => ({
          name: person.name,
          remove_href: hrefWith(chosen.filter((id) => id !== person.person_id)),
        })),
        found:
          find === ''
            ? []
            : (await this.people(tx, ctx, find)).map((person) => ({
                ...person,
                href: hrefWith([...chosen.filter((id) => id !== person.person_id), person.person_id]),
              })),
        tenures: STARTABLE.map((value) => ({ value, text: TENURES[value].name })),
        tenure: home.is_dwelling ? undefined : 'garage-licence',
      });
    });
  }

  @Post()
  @Permit('tenancies.edit')
  save(
    @Ctx() ctx: TmoContext,
    @Param('home_id', IdPipe) home_id: string,
    @Query() asked: Asked,
    @Submitted() sent: Submission,
  ): Promise<Page | Redirect> {
    const tenancy_id = deterministicUuid('tenancy', sent.command_id);
    return this.forms.commands(ctx, sent, {
      page: () => this.show(ctx, home_id, asked),
      form: StartTenancyForm,
      calls: (typed) => {
        const { tenancy_ref, tenure, starts_on } = typed;
        const fresh = ([1, 2] as const).flatMap((n) => {
          const details = newPerson(typed, n);
          return details ? [{ person_id: deterministicUuid('person', sent.command_id, String(n)), ...details }] : [];
        });
        const person_ids = [...chosenOf(asked), ...fresh.map((person) => person.person_id)];
        return [
          ...fresh.map((payload) => ({ command: recordPerson, payload })),
          { command: startTenancy, payload: { tenancy_id, home_id, tenancy_ref, tenure, starts_on, person_ids } },
        ];
      },
      done: ({ starts_on }) =>
        redirect(tmoPath(ctx, 'households', tenancy_id), `The tenancy begins on ${formatDate(starts_on)}`),
    });
  }

  /** People on record whom the words find, with where they live. */
  private async people(tx: Tx, ctx: TmoContext, find: string) {
    const { results } = await search(tx, ctx, find, londonDateOf(this.clock.now()));
    const people = new Map<string, { person_id: string; name: string; where: string }>();
    for (const found of results) {
      if (found.kind !== 'household') continue;
      for (const { person_id, name } of found.tenants) {
        if (!people.has(person_id)) people.set(person_id, { person_id, name, where: found.home.address });
      }
    }
    return [...people.values()].slice(0, MOST_FOUND);
  }
}

function chosenOf({ with: ids }: Asked): string[] {
  return typeof ids === 'string' ? [...new Set(ids.split(',').filter(isUuid))] : [];
}
