/** What the flags of reports may say. */

export type ResultFormat = 'human' | 'tap' | 'junit' | 'json';

/** Of those that the CLI knows, the ones that are files. */
export const COVERAGE_FORMATTERS = ['clover', 'cobertura', 'html', 'json', 'json-summary', 'lcov', 'lcovonly'] as const;

export type CoverageFormatter = (typeof COVERAGE_FORMATTERS)[number];
