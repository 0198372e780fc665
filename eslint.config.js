import lwcConfig from '@salesforce/eslint-config-lwc/recommended.js';
import lwcPlugin from '@lwc/eslint-plugin-lwc';
import { defineConfig, globalIgnores } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/**
 * The layers of the local org, lowest first. A layer may import from itself and from the layers listed for it; everything
 * else is an error. ARCHITECTURE.md says why.
 */
const LAYERS = {
  util: [],
  diagnostics: [],
  values: ['util'],
  schema: ['diagnostics', 'util'],
  storage: ['schema', 'util'],
  formula: ['schema', 'values', 'diagnostics', 'util'],
  compiler: ['schema', 'diagnostics', 'util'],
  runtime: ['compiler', 'formula', 'schema', 'values', 'diagnostics', 'util'],
  async: ['runtime', 'schema', 'values', 'util'],
  data: ['runtime', 'compiler', 'formula', 'storage', 'schema', 'values', 'diagnostics', 'util'],
  server: ['runtime', 'compiler', 'schema', 'values', 'diagnostics', 'util'],
};

const SOURCE = 'packages/local-org/src';

const zones = Object.entries(LAYERS).map(([layer, allowed]) => ({
  target: `./${SOURCE}/${layer}`,
  from: `./${SOURCE}`,
  except: [layer, ...allowed].map((name) => `./${name}`),
  message: `The layer "${layer}" may import only from: ${[layer, ...allowed].join(', ')}.`,
}));

export default defineConfig([
  globalIgnores([
    '**/node_modules/',
    '**/coverage/',
    '.local-org/',
    'force-app/**/lwc/**/*.js',
    'packages/local-org/test/**/fixtures/',
  ]),
  {
    files: ['packages/**/*.ts', 'scripts/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX, '@lwc/lwc': lwcPlugin },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // What reaches a text here is a JavaScript value of the platform's own making; that an object has a text is not in question.
      '@typescript-eslint/no-base-to-string': 'off',
      // Errors are thrown on as they were caught.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allowThrowingUnknown: true, allowThrowingAny: true, allowRethrowing: true },
      ],
      // node:test's describe and it give promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' }] },
      ],
    },
  },
  {
    files: [`${SOURCE}/server/shell/client/**/*.ts`],
    rules: {
      '@lwc/lwc/no-async-operation': 'error',
      // LWC awaits nothing of a lifecycle hook; the hooks here catch their own errors.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { inheritedMethods: false } }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
    },
  },
  {
    files: [`${SOURCE}/**/*.ts`],
    ignores: [`${SOURCE}/storage/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:sqlite', message: 'Only the storage layer talks to SQLite.' }] },
      ],
    },
  },
  {
    files: ['force-app/**/lwc/**/*.ts'],
    extends: [lwcConfig, tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: { allowDefaultProject: [] }, tsconfigRootDir: import.meta.dirname },
    },
    // TypeScript itself knows undefined names and unused variables, and knows them better.
    rules: { 'no-undef': 'off', 'no-unused-vars': 'off' },
  },
  {
    files: ['force-app/**/lwc/**/__tests__/**/*.ts'],
    rules: { '@lwc/lwc/no-async-operation': 'off', '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off' },
  },
]);
