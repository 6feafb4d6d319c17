import { IsOptional } from 'class-validator';
import type { CivilDate } from '#kernel';
import { IsCivilDate } from '#platform/event-store';

/** What every dated term of the agreement is sent with. */
export class DatedDto {
  @IsCivilDate()
  from: CivilDate;

  /** The date of the entry that this one corrects. */
  @IsOptional()
  @IsCivilDate()
  replaces_from?: CivilDate;
}
