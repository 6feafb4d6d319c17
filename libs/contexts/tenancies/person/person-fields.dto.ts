import { IsOptional } from 'class-validator';
import { IsCivilDate, IsLine } from '#platform/event-store';
import type { PersonFacts } from './person.events.js';

/** A person's details as they are sent, in clear; the executor seals them before any rule sees them. */
export class PersonFieldsDto implements Partial<PersonFacts> {
  @IsOptional()
  @IsLine(35)
  title?: string | null;

  @IsOptional()
  @IsLine(100)
  forename?: string | null;

  @IsOptional()
  @IsLine(100)
  surname?: string | null;

  /** Date of birth, 'YYYY-MM-DD'. */
  @IsOptional()
  @IsCivilDate()
  dob?: string | null;

  @IsOptional()
  /** Several numbers are joined by ' / '. */
  @IsLine(120)
  phone?: string | null;

  @IsOptional()
  @IsLine(254)
  email?: string | null;
}
