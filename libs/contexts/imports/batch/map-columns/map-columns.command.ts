import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { defineCommand, IsId } from '#platform/event-store';
import { batchDecider } from '../batch.js';
import { DATE_ORDERS, type ExtractMapping } from '../extract-mapping.js';
import { decideMapColumns, type MapColumns } from './map-columns.js';

/** The longest name that a column may have, and the most columns that an address or telephone numbers are split over. */
const LONGEST_NAME = 500;
export const MOST_PARTS = 8;

/** The name of one column in the file's header. */
function Column(): PropertyDecorator {
  return (target, key) => {
    for (const decorate of [IsOptional(), IsString(), MaxLength(LONGEST_NAME)]) decorate(target, key);
  };
}

/** Names of columns that are read together, in this order. */
function Columns(): PropertyDecorator {
  const each = { each: true };
  return (target, key) => {
    for (const decorate of [IsArray(), ArrayMaxSize(MOST_PARTS), IsString(each), MaxLength(LONGEST_NAME, each)])
      decorate(target, key);
  };
}

export class ExtractMappingDto implements ExtractMapping {
  @Column() uprn?: string;
  @Column() property_ref?: string;
  @Column() block?: string;
  @Columns() address: readonly string[];
  @Column() postcode?: string;
  @Column() type?: string;
  @Column() bedrooms?: string;
  @Column() tenure?: string;
  @Column() tenancy_ref?: string;
  @Column() starts_on?: string;
  @Column() ends_on?: string;
  @Column() title?: string;
  @Column() forename?: string;
  @Column() surname?: string;
  @Column() full_name?: string;
  @Column() dob?: string;
  @Columns() phone: readonly string[];
  @Column() email?: string;
  @Column() rent?: string;
  @Column() service?: string;
  @Column() heating?: string;
  @Column() water?: string;
  @Column() balance?: string;

  @IsOptional()
  @IsIn(DATE_ORDERS)
  date_order?: (typeof DATE_ORDERS)[number];
}

export class MapColumnsDto implements MapColumns {
  @IsId()
  batch_id: string;

  @IsObject()
  @ValidateNested()
  @Type(() => ExtractMappingDto)
  mapping: ExtractMappingDto;
}

export const mapColumns = defineCommand({
  type: 'imports.map-columns',
  permission: 'imports.run',
  decider: batchDecider,
  payload: MapColumnsDto,
  streamId: (c) => c.batch_id,
  decide: decideMapColumns,
});
