/** What all callouts have in common: they are counted, wait for no uncommitted work, and in tests go to mocks alone. */
import { current } from '../kernel/context.ts';
import { throwApex } from '../kernel/exception.ts';
import { mockOf } from './test-class.ts';
import { hasUncommittedWork } from './transaction.ts';

/**
 * @param interfaceName what the mock implements
 * @returns the mock that the running test has set, undefined outside of tests
 * @throws System.CalloutException where there is uncommitted work, or a test has set no mock
 */
export function beginCallout(interfaceName: 'HttpCalloutMock' | 'WebServiceMock'): object | undefined {
  if (hasUncommittedWork()) {
    throwApex(
      'System.CalloutException',
      'You have uncommitted work pending. Please commit or rollback before calling out',
    );
  }
  current().limits.count('callouts');
  const mock = mockOf(interfaceName);
  if (mock === undefined && current().isTest) {
    throwApex('System.CalloutException', 'Methods defined as TestMethod do not support Web service callouts');
  }
  return mock;
}

/** What the platform says of an endpoint that the org may not call: no network is reached from here. */
export function refuseEndpoint(endpoint: string): never {
  const credential = /^callout:([^/?]+)/i.exec(endpoint)?.[1];
  if (credential !== undefined) {
    throwApex(
      'System.CalloutException',
      "The callout couldn't access the endpoint. You might not have the required permissions, or the named credential " +
        `"${credential}" might not exist.`,
    );
  }
  throwApex(
    'System.CalloutException',
    `Unauthorized endpoint, please check Setup->Security->Remote site settings. endpoint = ${endpoint}`,
  );
}
