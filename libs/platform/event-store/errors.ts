/** The actor's roles do not allow the command. 403. */
export class PermissionDenied extends Error {
  constructor(readonly permission: string) {
    super(`this needs the permission ${permission}`);
  }
}

/** The TMO's log was busy for longer than the lock time-out. Nothing was done; trying again is safe. 409. */
export class Conflict extends Error {
  constructor() {
    super('the record was busy; nothing was changed, try again');
  }
}

/**
 * The command id has been used for another body: a back button and a changed amount, not a repeat. Carries what the
 * first sending led to, so that the page can say so.
 */
export class CommandIdReused extends Error {
  constructor(
    readonly command_id: string,
    readonly position: number,
  ) {
    super('this was already sent, with other details');
  }
}

/** Text that cannot be kept byte for byte: NUL or half of a surrogate pair. 400. */
export class UnstorableText extends Error {
  constructor() {
    super('the text holds a character that cannot be kept (NUL or half a character); remove it and send again');
  }
}

/** How PostgreSQL reports the append function's refusals, by SQLSTATE. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
