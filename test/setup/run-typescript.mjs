// `node --import ./test/setup/run-typescript.mjs some.ts` runs our sources as they are, without a build, as Jest does:
// the processes that a test starts must not run a stale dist.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transformSync } from '@swc/core';

if (isMainThread) register(import.meta.url);

const root = new URL('../../', import.meta.url);
const options = JSON.parse(readFileSync(new URL('.swcrc', root), 'utf8'));
delete options.$schema;

const OURS = [
  [/^#(kernel|composition)$/, (m) => `libs/${m[1]}/index.ts`],
  [/^#platform\/([^/]+)$/, (m) => `libs/platform/${m[1]}/index.ts`],
  [/^#contexts\/(.+)\.js$/, (m) => `libs/contexts/${m[1]}.ts`],
];

export function resolve(specifier, context, next) {
  for (const [pattern, path] of OURS) {
    const match = pattern.exec(specifier);
    if (match) return { url: new URL(path(match), root).href, shortCircuit: true };
  }
  if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.endsWith('.ts')) {
    return { url: new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL).href, shortCircuit: true };
  }
  return next(specifier, context);
}

export function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    ...options,
    swcrc: false,
    filename,
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
