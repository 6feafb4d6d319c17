import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeEndpoint, ApiOperation, ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public, SignedIn } from '#platform/identity';
import { Csrf } from '../forms/csrf.js';
import { type Page, page } from '../page.js';
import { apiView } from './api-view.js';
import { ApiDocument } from './api-document.js';

/** /api: the endpoints, to read and as an OpenAPI document. They hold no data, so anybody may read them. */
@Controller('api')
export class ApiController {
  constructor(
    @Inject(ApiDocument) private readonly api: ApiDocument,
    @Inject(Csrf) private readonly csrf: Csrf,
  ) {}

  @Get()
  @Public()
  @ApiExcludeEndpoint()
  index(): Page {
    return page('web/api/index', { title: 'Courtyard for programs', tags: apiView(this.api.document) });
  }

  @Get('openapi.json')
  @Public()
  @ApiExcludeEndpoint()
  @Header('content-type', 'application/json; charset=utf-8')
  document(): OpenAPIObject {
    return this.api.document;
  }

  @Get('csrf-token')
  @SignedIn()
  @ApiTags('general')
  @ApiOperation({
    operationId: 'csrf-token',
    summary: 'A token for the header x-csrf-token',
    description: 'Good for this browser or cookie jar while you are signed in.',
  })
  token(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): { readonly csrf_token: string } {
    return { csrf_token: this.csrf.token(request, reply) };
  }
}
