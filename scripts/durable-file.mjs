import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

function syncFolder(folder) {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/**
 * The content of a file that only its owner may read (0600), written with `make()` where there is none yet. Written beside, flushed
 * to disk and then linked into place: after a power cut it is there whole or not at all, and of two processes at once the first wins.
 */
export function keptSecret(file, make) {
  const read = () => {
    try {
      const content = readFileSync(file, 'utf8');
      if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
      return content;
    } catch (error) {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    }
  };
  const there = read();
  if (there !== undefined) return there;

  const part = `${file}.${process.pid}`;
  rmSync(part, { force: true });
  const handle = openSync(part, 'wx', 0o600);
  writeSync(handle, make());
  fsyncSync(handle);
  closeSync(handle);
  try {
    linkSync(part, file);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(part, { force: true });
  }
  syncFolder(dirname(file));
  return read();
}
