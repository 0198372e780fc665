/** A fake org behind the real HTTP server, for tests of routes and pages. */
import { listen, type Listening } from '../../src/server/http.ts';
import { queryRoutes } from '../../src/server/rest/query.ts';
import { sobjectRoutes } from '../../src/server/rest/sobjects.ts';
import { uiApiRoutes } from '../../src/server/rest/ui-api.ts';
import { Sessions } from '../../src/server/sessions.ts';
import { shellRoutes } from '../../src/server/shell/routes.ts';
import type { FakeOrg } from './fake-org.ts';

const VERSIONS = /\d{2}\.0/;

export interface TestServer extends Listening {
  readonly sessions: Sessions;
  readonly internalErrors: unknown[];
}

export async function serveFake(org: FakeOrg, shellDirectory: string): Promise<TestServer> {
  const sessions = new Sessions(org.organizationId);
  const internalErrors: unknown[] = [];
  const routes = [
    ...queryRoutes(org, VERSIONS),
    ...uiApiRoutes(org, VERSIONS),
    ...sobjectRoutes(org, VERSIONS),
    ...shellRoutes(org, sessions, shellDirectory),
  ];
  const listening = await listen({ port: 0, sessions, routes, onInternalError: (error) => internalErrors.push(error) });
  return { ...listening, sessions, internalErrors };
}
