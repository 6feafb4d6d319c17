import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** Holds the OpenAPI document, which can only be made once every controller is known. */
@Injectable()
export class ApiDocument {
  private made: OpenAPIObject | undefined;

  get document(): OpenAPIObject {
    if (!this.made) throw new Error('the OpenAPI document is made as the application starts');
    return this.made;
  }

  set(document: OpenAPIObject): void {
    this.made = document;
  }
}
