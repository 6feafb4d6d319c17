import { HttpException } from '@nestjs/common';
import { CommandIdReused, Conflict, PermissionDenied, UnstorableText } from '#platform/event-store';
import { OwnHousehold } from '#platform/identity';
import { wordsFor } from '../forms/refusal-words.js';
import { Explained } from './explained.js';

export interface ErrorWords {
  readonly status: number;
  readonly title: string;
  readonly what_to_do: string;
  readonly link?: { readonly href: string; readonly text: string };
}

/** What a person reads for an HTTP status that nobody explained better. */
const BY_STATUS: Readonly<Record<number, Omit<ErrorWords, 'status'>>> = {
  400: {
    title: 'We could not read what was sent',
    what_to_do: 'Nothing was changed. Go back, check the page and send it again.',
  },
  401: {
    title: 'You are not signed in any more',
    what_to_do:
      'Nothing was changed. Sign in, then go back with your browser: what you typed is still on the page you came from, and can be sent again.',
    link: { href: '/sign-in', text: 'Sign in' },
  },
  403: {
    title: 'You may not do this',
    what_to_do: 'Nothing was changed. If your work needs it, ask your manager to look at your role.',
  },
  404: {
    title: 'There is no such page',
    what_to_do: 'Check the address, or search for the person, the home or the reference.',
  },
  409: {
    title: 'Somebody else was saving at the same moment',
    what_to_do: 'Nothing was changed. Go back and send it again.',
  },
  413: {
    title: 'That is more than we can take at once',
    what_to_do:
      'The largest file we take is 60 MB. Split it, or export a shorter period, and send it again. Nothing was changed.',
  },
  415: { title: 'We cannot read that kind of content', what_to_do: 'Nothing was changed.' },
  429: {
    title: 'Too many tries in a short time',
    what_to_do: 'Wait a minute and try again. If this was not you, tell your manager.',
  },
  500: {
    title: 'Something went wrong on our side',
    what_to_do: 'Nothing you sent was half done. Try again; if it happens again, tell us the reference below.',
  },
};

export function errorWords(error: unknown): ErrorWords {
  if (error instanceof Explained) {
    const { title, what_to_do, link } = error;
    return { status: error.getStatus(), title, what_to_do, ...(link ? { link } : {}) };
  }
  const status = statusOf(error);
  if (error instanceof OwnHousehold) {
    const { title, what_to_do } = wordsFor(error.refusal);
    return { status, title, what_to_do };
  }
  if (error instanceof CommandIdReused) {
    return {
      status,
      title: 'You already sent this',
      what_to_do: 'It was sent before with other details. Nothing was changed this time.',
    };
  }
  if (error instanceof UnstorableText) {
    return { status, title: 'The text holds a character that cannot be kept', what_to_do: error.message };
  }
  const words = BY_STATUS[status] ?? (status < 500 ? BY_STATUS[400] : BY_STATUS[500]);
  if (!words) throw new Error('the words of status 500 are missing');
  return { status, ...words };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof PermissionDenied) return 403;
  if (error instanceof Conflict || error instanceof CommandIdReused) return 409;
  if (error instanceof UnstorableText) return 400;
  // Fastify and its plugins say it so; only what blames the sender is believed.
  const claimed: unknown = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof claimed === 'number' && claimed >= 400 && claimed < 500 ? claimed : 500;
}
