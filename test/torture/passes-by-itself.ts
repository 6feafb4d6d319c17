import { setTimeout as sleep } from 'node:timers/promises';
import { Conflict, sqlState } from '#platform/event-store';

/** The server was killed, is coming back, or was busy: whether the command went in is not known. Anything else is a fault. */
export function passesByItself(error: unknown): boolean {
  if (error instanceof Conflict) return true;
  if (error instanceof AggregateError) return error.errors.every(passesByItself);
  const code = sqlState(error);
  if (code !== undefined) return /^(08|57P|53300)|^E[A-Z]{4,}/.test(code);
  return (
    error instanceof Error && /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  );
}

/** Does it until it is done, however often the server goes away meanwhile. */
export async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!passesByItself(error)) throw error;
      await sleep(100);
    }
  }
}
