import { Injectable, NotFoundException, type PipeTransform } from '@nestjs/common';
import { isUuid } from '#kernel';

/** An id in a path: anything but a UUID as we write them leads nowhere. `@Param('account_id', IdPipe)` */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isUuid(value)) throw new NotFoundException('not an id');
    return value;
  }
}
