import { createRequire } from 'node:module';

const { jestConfig } = createRequire(import.meta.url)('@salesforce/sfdx-lwc-jest/config');

/** @type {import('jest').Config} */
export default {
  ...jestConfig,
  testMatch: ['<rootDir>/force-app/**/lwc/**/__tests__/**/*.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/node_modules/', '<rootDir>/packages/'],
  modulePathIgnorePatterns: ['<rootDir>/packages/'],
  // Jest resolves .ts before .js. DEPLOYED=1 tests the compiled files, which are what the platform gets.
  moduleFileExtensions: process.env.DEPLOYED ? ['js', 'ts', 'html'] : ['ts', 'js', 'html'],
  collectCoverageFrom: ['force-app/**/lwc/*/*.ts', '!**/*.d.ts'],
  coverageThreshold: { global: { statements: 95, branches: 90, functions: 95, lines: 95 } },
};
