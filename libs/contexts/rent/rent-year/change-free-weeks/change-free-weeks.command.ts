import { ArrayMaxSize, IsArray, Matches } from 'class-validator';
import type { CivilDate } from '#kernel';
import { defineCommand, IsCivilDate } from '#platform/event-store';
import { lastRun } from '../../rent-run/rent-run.queries.js';
import { rentYearDecider } from '../rent-year.js';
import { type ChangeFreeWeeks, decideChangeFreeWeeks } from './change-free-weeks.js';

export class ChangeFreeWeeksDto implements ChangeFreeWeeks {
  @Matches(/^[1-9]\d{3}$/)
  year: string;

  @IsArray()
  @ArrayMaxSize(12)
  @IsCivilDate({ each: true })
  free_weeks: CivilDate[];
}

export const changeFreeWeeks = defineCommand({
  type: 'rent.change-free-weeks',
  permission: 'rent.set-year',
  decider: rentYearDecider,
  payload: ChangeFreeWeeksDto,
  streamId: (c) => c.year,
  decide: decideChangeFreeWeeks,
  facts: async (tx, tmo_id, commands) => {
    const last_run = await lastRun(tx, tmo_id);
    return commands.map(() => ({ last_run }));
  },
});
