import { Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';

/** A log position in a path: anything but a whole number of at most 15 digits leads nowhere. */
@Injectable()
export class PositionPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^[1-9]\d{0,14}$/.test(value)) throw new NotFoundException('not a position');
    return Number(value);
  }
}
