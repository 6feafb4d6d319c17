// `npm run courtyard -- <command>`: the command line with the same database and secrets as `npm start`.
import { spawn } from 'node:child_process';
import { build, ensureInstalled, root } from './ensure.mjs';

async function main() {
  const { openEnvironment } = await import('./environment.mjs');
  const { embedded, cliEnv } = await openEnvironment(() => {});
  try {
    const args = ['--enable-source-maps', 'dist/apps/cli/main.js', ...process.argv.slice(2)];
    const child = spawn(process.execPath, args, { cwd: root, env: cliEnv, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    const code = await new Promise((done, failed) => {
      child.once('error', failed);
      child.once('exit', (status, signal) => done(status ?? (signal ? 1 : 0)));
    });
    process.exitCode = code;
  } finally {
    if (embedded && !embedded.adopted) await embedded.stop();
  }
}

ensureInstalled();
if (!build()) process.exit(1);
await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
