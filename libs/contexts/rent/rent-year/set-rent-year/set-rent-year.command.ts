import { ArrayMaxSize, IsArray, IsIn, Matches } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate } from '#platform/event-store';
import { rentYears } from '../../accounts/accounts.queries.js';
import { rentYearDecider } from '../rent-year.js';
import { decideSetRentYear, type SetRentYear } from './set-rent-year.js';

export class SetRentYearDto implements SetRentYear {
  @Matches(/^[1-9]\d{3}$/)
  year: string;

  @IsCivilDate()
  starts_on: CivilDate;

  @IsIn([52, 53])
  weeks: number;

  @IsArray()
  @ArrayMaxSize(12)
  @IsCivilDate({ each: true })
  free_weeks: CivilDate[];
}

export const setRentYear = defineCommand({
  type: 'rent.set-rent-year',
  permission: 'rent.set-year',
  decider: rentYearDecider,
  payload: SetRentYearDto,
  streamId: (c) => c.year,
  decide: decideSetRentYear,
  facts: async (tx, tmo_id, commands) => {
    const others = await rentYears(tx, tmo_id);
    return commands.map(({ year }) => ({ others: others.filter((o) => o.year !== year) }));
  },
});
