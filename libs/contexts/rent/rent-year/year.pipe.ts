import { Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';

/** A rent year in a path, '2026'; anything else leads nowhere. */
@Injectable()
export class YearPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!/^[1-9]\d{3}$/.test(value)) throw new NotFoundException('not a year');
    return value;
  }

  /** @throws NotFoundException for a year that is not set */
  static found<T>(year: T | undefined): T {
    if (year === undefined) throw new NotFoundException('no such rent year');
    return year;
  }
}
