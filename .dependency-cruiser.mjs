// Who may import whom: architecture.md's "Dependencies", word for word. test/boundaries proves that each rule bites.
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
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

/** Specs put things together as an app does. */
const SPEC = '\\.(spec|journey)\\.ts$';

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
 * The rules of a kind of stream: <kind>/<kind>.ts (state, evolve), its events, what stands beside them under a plain name, and
 * <kind>/<command>/<command>.ts (decide). Files with a second name (.command, .page, .projection, .dto …) are not rules.
 */
const kinds = contexts
  .flatMap((context) =>
    readdirSync(`libs/contexts/${context}`, { recursive: true }).map((file) => `libs/contexts/${context}/${file}`),
  )
  .filter((file) => file.endsWith('.ts') && basename(file, '.ts') === basename(dirname(file)))
  .map((file) => dirname(file));
const streams = kinds.filter((kind) => !kinds.includes(dirname(kind)));
const decisions = kinds.filter((kind) => streams.includes(dirname(kind)));
const rules = [
  ...streams.map((stream) => `^${stream}/[a-z0-9-]+(\\.events)?\\.ts$`),
  ...decisions.map((command) => `^${command}/${basename(command)}\\.ts$`),
];

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
      comment: 'The test kit is not shipped',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/platform/testing[^/]*/'] },
      to: { path: '^(libs/platform/testing[^/]*|test)/' },
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
      comment: "decide and evolve import the kernel, their own context's rules and contracts, and others' contracts",
      severity: 'error',
      from: { path: rules.length ? rules : '^$', pathNot: SPEC },
      to: { pathNot: ['^libs/kernel/index\\.ts$', '^libs/contexts/[^/]+/contracts/', ...rules] },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^dist/'] },
    webpackConfig: { fileName: fileURLToPath(new URL('./test/boundaries/source-aliases.mjs', import.meta.url)) },
  },
};
