import { readFileSync } from 'node:fs';

const swcrc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));
delete swcrc.$schema;

// ESM-only packages that CommonJS packages require(): Jest on Node < 24.9 can't, so these few are compiled to CommonJS.
const esmOnly = '(cookie|content-disposition)';

const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false, sourceMaps: 'inline' }],
    [`/node_modules/${esmOnly}/.+\\.js$`]: [
      '@swc/jest',
      { swcrc: false, module: { type: 'commonjs' }, jsc: { target: 'es2022' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${esmOnly}/)`],
  // Jest does not apply package.json "imports" to sources: without these it would test a stale dist.
  moduleNameMapper: {
    '^#composition$': '<rootDir>/libs/composition/index.ts',
    '^#kernel$': '<rootDir>/libs/kernel/index.ts',
    '^#platform/([^/]+)$': '<rootDir>/libs/platform/$1/index.ts',
    '^#contexts/(.+)\\.js$': '<rootDir>/libs/contexts/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  setupFiles: ['<rootDir>/test/setup/reflect.ts'],
};

const withDatabase = {
  ...common,
  globalSetup: '<rootDir>/test/setup/global-setup.mjs',
  globalTeardown: '<rootDir>/test/setup/global-teardown.mjs',
};

export default {
  reporters: ['default', '<rootDir>/test/setup/summary-reporter.mjs'],
  workerIdleMemoryLimit: '900MB',
  maxWorkers: 2,
  testTimeout: 30_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.int\\.spec\\.ts$'],
    },
    { ...withDatabase, displayName: 'int', testMatch: ['<rootDir>/{apps,libs,test}/**/*.int.spec.ts'] },
    { ...withDatabase, displayName: 'journeys', testMatch: ['<rootDir>/test/**/*.journey.ts'] },
  ],
};
