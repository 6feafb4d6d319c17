import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { BadRequestException, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isUuid } from '#kernel';
import { Explained } from '../errors/explained.js';

/** A file that came with a form, held in memory for the length of the request. */
export interface Upload {
  /** The file's name on the sender's computer, without folders. For showing, never for a path. */
  readonly name: string;
  readonly size: number;
  /** Hex SHA-256 of the content. */
  readonly sha256: string;
  bytes(): Buffer;
}

/** What a person sent with a form: everything as they typed it, kept so that it can be shown again. */
export interface Submission {
  /** A field sent more than once (tick boxes) is a list. */
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly files: Readonly<Record<string, Upload>>;
  /** The form's hidden id: the same form sent twice does its work once. @throws BadRequestException without one */
  readonly command_id: string;
}

export const UPLOAD_MAX_BYTES = 60_000_000;

/** The form that came with this request: `save(@Submitted() sent: Submission)`. */
export const Submitted = createParamDecorator((_data: unknown, context: ExecutionContext): Submission => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return submissionOf(request.body, request.uploads ?? {});
});

declare module 'fastify' {
  interface FastifyRequest {
    /** The files of a multipart form, by field. */
    uploads?: Record<string, Upload>;
  }
}

export function submissionOf(body: unknown, files: Readonly<Record<string, Upload>>): Submission {
  const values: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(body ?? {})) {
    if (name === '_csrf' || name === 'command_id') continue;
    if (typeof value === 'string') values[name] = value;
    else if (Array.isArray(value)) values[name] = value.filter((item) => typeof item === 'string');
  }
  const id: unknown = (body as Record<string, unknown> | undefined)?.['command_id'];
  return {
    values,
    files,
    get command_id(): string {
      if (typeof id === 'string' && isUuid(id)) return id;
      throw new BadRequestException('the form came without its command id');
    },
  };
}

/**
 * Reads a multipart form into `request.body` (the fields) and `request.uploads` (the files).
 * @throws an error with status 413 above the limits of `configureWeb`; BadRequestException when it breaks off or is none
 */
export async function readMultipart(request: FastifyRequest): Promise<void> {
  try {
    await readParts(request);
  } catch (error) {
    // The plugin's own refusals carry their status; what the parser under it finds wrong is the sender's.
    if (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE') throw tooBig();
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new BadRequestException('the upload broke off or is not a form', { cause: error });
  }
}

async function readParts(request: FastifyRequest): Promise<void> {
  const fields = new Map<string, string | string[]>();
  const uploads = new Map<string, Upload>();
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.valueTruncated)
        throw Object.assign(new Error(`the field ${part.fieldname} is too long`), { statusCode: 413 });
      const value = typeof part.value === 'string' ? part.value : '';
      const before = fields.get(part.fieldname);
      fields.set(part.fieldname, before === undefined ? value : [before, value].flat());
      continue;
    }
    const content = await part.toBuffer();
    // A file field left empty arrives as a nameless file of no bytes.
    if (!part.filename && content.length === 0) continue;
    uploads.set(part.fieldname, upload(part.filename ?? '', content));
  }
  request.body = Object.fromEntries(fields);
  request.uploads = Object.fromEntries(uploads);
}

export function upload(filename: string, content: Buffer): Upload {
  return {
    name: basename(filename.replaceAll('\\', '/')).slice(0, 200) || 'file',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: () => content,
  };
}

export function tooBig(): Explained {
  return new Explained(
    413,
    'That file is too big',
    'The largest file we take is 60 MB. Split it, or export a shorter period, and send it again. Nothing was changed.',
  );
}
