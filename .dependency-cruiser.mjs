// Who may import whom: architecture.md's "Dependencies", word for word. test/boundaries proves that each rule bites.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** agreement ← homes ← tenancies ← rent ← budgets; repairs, safety → homes, tenancies, agreement; board → agreement; caretaking → homes. */
const MAY_IMPORT = {
  agreement: [],
  homes: ['agreement'],
  tenancies: ['homes', 'agreement'],
  rent: ['tenancies', 'homes', 'agreement'],
  budgets: ['rent', 'tenancies', 'homes', 'agreement'],
  repairs: ['homes', 'tenancies', 'agreement'],
  safety: ['homes', 'tenancies', 'agreement'],
  board: ['agreement'],
  caretaking: ['homes'],
};
/** These may read every other context, and none reads them. */
const READS_ALL = ['desk', 'imports', 'monitoring'];

/** Specs, and the examples they share, put things together as an app does. */
const SPEC = '\\.(spec|journey|examples)\\.ts$';

const exactly = (file) => `^${file.replaceAll('.', '\\.')}$`;

const contexts = existsSync('libs/contexts') ? readdirSync('libs/contexts') : [];

const betweenContexts = contexts.map((context) => {
  const may = READS_ALL.includes(context)
    ? contexts.filter((other) => !READS_ALL.includes(other))
    : (MAY_IMPORT[context] ?? []);
  return {
    name: `context-order-${context}`,
    comment: `${context} may import ${may.join(', ') || 'no other context'}`,
    severity: 'error',
    from: { path: `^libs/contexts/${context}/`, pathNot: SPEC },
    to: { path: '^libs/contexts/', pathNot: `^libs/contexts/(${[context, ...may].join('|')})/` },
  };
});

/**
 * The rules: <kind>/<kind>.ts (state and evolve) of every kind of stream, its events, <kind>/<command>/<command>.ts (decide), and
 * whatever of their own context these import, except contracts.
 */
const sources = contexts.flatMap((context) =>
  readdirSync(`libs/contexts/${context}`, { recursive: true, encoding: 'utf8' }).map(
    (file) => `libs/contexts/${context}/${file}`,
  ),
);
const namesakes = sources.filter((file) => file.endsWith('.ts') && basename(file, '.ts') === basename(dirname(file)));
const streams = namesakes.filter((file) => readFileSync(file, 'utf8').includes('evolve')).map((file) => dirname(file));
const rules = new Set([
  ...namesakes.filter((file) => streams.includes(dirname(file)) || streams.includes(dirname(dirname(file)))),
  ...sources.filter((file) => file.endsWith('.events.ts')),
]);
for (const file of rules)
  for (const [, imported] of (existsSync(file) ? readFileSync(file, 'utf8') : '').matchAll(/from '(\.[^']*)\.js'/g)) {
    const target = join(dirname(file), `${imported}.ts`);
    if (target.startsWith('libs/contexts/') && !target.includes('/contracts/')) rules.add(target);
  }

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'must-resolve',
      comment: 'A name of ours that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, path: '^[.#]' },
    },
    {
      name: 'sources-not-dist',
      comment: 'Compiled files are for Node; a source imports a source',
      severity: 'error',
      from: {},
      to: { path: '^dist/' },
    },
    {
      name: 'kernel-depends-on-nothing-above',
      comment: 'The kernel is plain TypeScript, Node and temporal-polyfill',
      severity: 'error',
      from: { path: '^libs/kernel/', pathNot: SPEC },
      to: { pathNot: '^libs/kernel/|(^|/)node_modules/temporal-polyfill/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'platform-knows-no-context',
      comment: 'A context tells the platform what it has; the platform never asks for one by name',
      severity: 'error',
      from: { path: '^libs/platform/', pathNot: SPEC },
      to: { path: '^libs/contexts/' },
    },
    {
      name: 'platform-by-its-index',
      comment: 'A platform library is imported as #platform/<library>',
      severity: 'error',
      from: { path: '^(?:libs/platform/([^/]+)|apps|libs/(?:contexts|kernel|composition))/' },
      to: { path: '^libs/platform/[^/]+/.+', pathNot: ['^libs/platform/$1/', '^libs/platform/[^/]+/index\\.ts$'] },
    },
    {
      name: 'testing-only-in-specs',
      comment: 'The test kit and examples are not shipped',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/platform/testing[^/]*/'] },
      to: { path: ['^(libs/platform/testing[^/]*|test)/', '\\.(spec|examples)\\.ts$'] },
    },
    {
      name: 'libs-not-to-apps',
      comment: 'Apps compose libraries, never the other way round',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'composition-is-for-apps',
      comment: 'libs/composition is what the apps have in common: it knows every context, so none may know it',
      severity: 'error',
      from: { path: '^libs/(kernel|platform|contexts)/', pathNot: SPEC },
      to: { path: '^libs/composition/' },
    },
    {
      name: 'no-app-to-another',
      comment: 'What two apps share is a library',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'verifier-stands-alone',
      comment: 'Whoever checks a return need not trust our code: the verifier is Node and itself',
      severity: 'error',
      from: { path: '^apps/verifier/', pathNot: SPEC },
      to: { pathNot: '^apps/verifier/', dependencyTypesNot: ['core'] },
    },
    {
      name: 'apps-compose-modules',
      comment: "An app, and what apps have in common, imports a context's modules and contracts, nothing inside it",
      severity: 'error',
      from: { path: '^(apps|libs/composition)/', pathNot: SPEC },
      to: { path: '^libs/contexts/', pathNot: '^libs/contexts/([^/]+)/(contracts/.+|[^/]+\\.module\\.ts)$' },
    },
    {
      name: 'contexts-meet-through-contracts',
      comment: 'Of another context only what is in its contracts folder',
      severity: 'error',
      from: { path: '^libs/contexts/([^/]+)/', pathNot: SPEC },
      to: { path: '^libs/contexts/', pathNot: ['^libs/contexts/$1/', '^libs/contexts/[^/]+/contracts/'] },
    },
    ...betweenContexts,
    {
      name: 'rules-are-pure',
      comment: 'decide and evolve, and what they are made of, import the kernel, each other and contracts',
      severity: 'error',
      from: { path: rules.size ? [...rules].map(exactly) : '^$' },
      to: { pathNot: ['^libs/kernel/index\\.ts$', '^libs/contexts/[^/]+/contracts/', ...[...rules].map(exactly)] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^dist/'] },
    webpackConfig: { fileName: fileURLToPath(new URL('./test/boundaries/source-aliases.mjs', import.meta.url)) },
  },
};
