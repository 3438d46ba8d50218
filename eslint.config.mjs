import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const unpure = [
  { name: 'Date', message: 'The core is pure: instants come in as epoch milliseconds.' },
  { name: 'Intl', message: 'The core is pure: calendar questions go to calendar.ts.' },
  { name: 'process', message: 'The core is pure.' },
  { name: 'setTimeout', message: 'The core is pure: waiting is the engine’s.' },
];

export default tseslint.config(
  // src/storage/tx/database.ts is generated from the migrated database.
  // web/api/generated is generated from the routes.
  {
    ignores: [
      'src/storage/tx/database.ts',
      'web/api/generated/',
      'dist/',
      'node_modules/',
      '.throughline/',
      'coverage/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // What is left out of an object by name.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true }],
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'TSEnumDeclaration', message: 'Closed unions of strings, not enums.' },
      ],
    },
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...unpure],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The core is pure.' },
        { property: 'toLocaleString', message: 'No locale in the core.' },
        { property: 'localeCompare', message: 'No locale in the core.' },
      ],
    },
  },
  {
    // Where the kinds of stages add themselves.
    files: ['src/domain/stages/types.ts'],
    rules: { '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'always' }] },
  },
  {
    files: ['workflows/**/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['node:*', 'fs', 'crypto', 'path'], message: 'No Node built-ins in workflows.' }] },
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'test/{kill,outage}/**/*.ts', 'bench/**/*.ts', 'tools/*/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['web/**/*.{ts,tsx}', 'test/web/**/*.tsx'],
    extends: [reactHooks.configs.flat['recommended-latest'], jsxA11y.configs.strict],
    rules: {
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // A table that scrolls can be reached by keyboard.
      'jsx-a11y-x/no-noninteractive-tabindex': ['error', { roles: ['region'], tags: ['main'] }],
    },
  },
  {
    files: ['vite.config.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Bodies of HTTP answers are whatever came: tests look into them, and a wrong look fails the test.
    files: ['test/api/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        module: 'writable',
        require: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        __dirname: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
);
