// Starts office or worker with what set-up has handed over: node docker/serve.mjs office
import { readFileSync } from 'node:fs';

const [app] = process.argv.slice(2);
if (app !== 'office' && app !== 'worker') throw new Error('say which: office or worker');
Object.assign(process.env, JSON.parse(readFileSync(process.env.HANDED_TO_APPS, 'utf8')));
await import(`../dist/apps/${app}/main.js`);
