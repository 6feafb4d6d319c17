import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these programs that is on the PATH, as a path; undefined when none is. */
function onPath(...names) {
  for (const name of names)
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // not here
      }
    }
  return undefined;
}

/** Chromium, for journeys; undefined where it is not installed, and then they are skipped. */
export const chromium = process.env.CHROMIUM_PATH ?? onPath('chromium', 'chromium-browser', 'google-chrome');

/** redis-server, for specs of jobs on Redis; undefined where it is not installed, and then they are skipped. */
export const redisServer = onPath('redis-server');
