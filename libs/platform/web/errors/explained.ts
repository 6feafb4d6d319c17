import { HttpException } from '@nestjs/common';

/** An error whose words are for the person in front of the page: what is wrong, and what to do. */
export class Explained extends HttpException {
  constructor(
    status: number,
    readonly title: string,
    readonly what_to_do: string,
    readonly link?: { readonly href: string; readonly text: string },
  ) {
    super(title, status);
  }
}
