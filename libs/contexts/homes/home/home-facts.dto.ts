import { ArrayMaxSize, ArrayNotEmpty, IsIn, IsInt, IsString, MaxLength, ValidateIf } from 'class-validator';
import { IsId, IsLine } from '#platform/event-store';
import type { HomeFacts } from './home.events.js';
import { HOME_TYPE_KEYS, type HomeType } from './home-types.js';

/** The shape of a home's facts; whether they can be a home's is for the rules (home-facts.ts). */
export class HomeFactsDto implements HomeFacts {
  @IsLine(40)
  property_ref: string;

  /** 1 to 12 digits; null where there is none, as for many garages. */
  @ValidateIf((home: HomeFactsDto) => home.uprn !== null)
  @IsString()
  @MaxLength(20)
  uprn: string | null;

  @ValidateIf((home: HomeFactsDto) => home.block_id !== null)
  @IsId()
  block_id: string | null;

  @ArrayNotEmpty()
  @ArrayMaxSize(6)
  @IsLine(100, { each: true })
  address_lines: readonly string[];

  @IsString()
  @MaxLength(10)
  postcode: string;

  @IsIn(HOME_TYPE_KEYS)
  type: HomeType;

  @ValidateIf((home: HomeFactsDto) => home.bedrooms !== null)
  @IsInt()
  bedrooms: number | null;
}
