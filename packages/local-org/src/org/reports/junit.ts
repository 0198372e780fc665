/** A test run as the CLI writes JUnit's XML: one suite, a test case for each method. */
import type { TestResult, TestRun } from '../test-report.ts';

export function toJunit(run: TestRun): string {
  const failures = run.results.filter(({ outcome }) => outcome === 'Fail').length;
  const suite = {
    name: 'force.apex',
    timestamp: new Date(run.startedAt).toISOString(),
    hostname: 'localhost',
    tests: run.results.length,
    failures,
    errors: 0,
    time: seconds(run.results.reduce((sum, { runTime }) => sum + runTime, 0)),
  };
  const properties = {
    outcome: failures > 0 ? 'Failed' : 'Passed',
    testsRan: run.results.length,
    passing: run.results.length - failures,
    failing: failures,
    skipped: 0,
    testStartTime: suite.timestamp,
    testTotalTime: `${seconds(run.totalTime)} s`,
    orgId: run.organizationId,
    username: run.username,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `    <testsuite ${attributes(suite)}>`,
    '        <properties>',
    ...Object.entries(properties).map(([name, value]) => `            <property ${attributes({ name, value })}/>`),
    '        </properties>',
    ...run.results.flatMap(testCase),
    '    </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ className, methodName, outcome, message, stackTrace, runTime }: TestResult): string[] {
  const head = `        <testcase ${attributes({ name: methodName, classname: className, time: seconds(runTime) })}>`;
  if (outcome === 'Pass') return [head, '        </testcase>'];
  const failure = attributes({ message: message ?? '' });
  return [head, `            <failure ${failure}>${cdata(stackTrace ?? '')}</failure>`, '        </testcase>'];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ');
}

/** Line breaks survive in an attribute only as references. */
function escaped(text: string): string {
  return legal(text).replace(/[&<>"\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function cdata(text: string): string {
  return `<![CDATA[${legal(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** XML 1.0 has no place for most control characters and for halves of surrogate pairs. */
function legal(text: string): string {
  return text.toWellFormed().replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
}
