/** Serves an org over HTTP until it is closed, and leaves word for its owner of how to reach it. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exposedApexRoutes } from '../server/apex/routes.ts';
import { listen, type Listening } from '../server/http.ts';
import { compositeRoutes } from '../server/rest/composite.ts';
import { queryRoutes } from '../server/rest/query.ts';
import { sobjectRoutes } from '../server/rest/sobjects.ts';
import { toolingRoutes } from '../server/rest/tooling.ts';
import { uiApiRoutes } from '../server/rest/ui-api.ts';
import { versionRoutes } from '../server/rest/versions.ts';
import { Sessions } from '../server/sessions.ts';
import { refusingForgery } from '../server/shell/forgery.ts';
import { shellRoutes } from '../server/shell/routes.ts';
import { exposedApex } from './exposed/exposed-apex.ts';
import type { LocalOrg } from './local-org.ts';
import { LocalOrgService } from './service.ts';

export interface ServeOptions {
  readonly port: number;
  /** what buildShell made */
  readonly shellDirectory: string;
  /** written with the owner's rights only, removed on close */
  readonly serverFile: string;
  readonly adminId: string;
  readonly log: (text: string) => void;
}

export interface ServedOrg extends Listening {
  /** logs a browser in as the administrator */
  readonly loginUrl: string;
  readonly sessionId: string;
  readonly apiVersion: string;
}

/** API versions that are answered; the answers are those of the project's own version. */
const VERSIONS = /\d{2}\.0/;

export async function serve(org: LocalOrg, options: ServeOptions): Promise<ServedOrg> {
  const service = new LocalOrgService(org);
  const sessions = new Sessions(service.organizationId);
  const listening = await listen({
    port: options.port,
    sessions,
    routes: [
      ...versionRoutes(service),
      ...queryRoutes(service, VERSIONS),
      ...compositeRoutes(service, VERSIONS),
      ...uiApiRoutes(service, VERSIONS),
      ...toolingRoutes(service, VERSIONS),
      ...exposedApexRoutes(exposedApex(org), VERSIONS),
      ...sobjectRoutes(service, VERSIONS),
      ...shellRoutes(service, sessions, options.shellDirectory),
    ].map(refusingForgery),
    onInternalError: (error) => options.log(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  const sessionId = sessions.open(options.adminId);
  const { apiVersion } = org.schema;
  mkdirSync(dirname(options.serverFile), { recursive: true });
  writeFileSync(
    options.serverFile,
    `${JSON.stringify({ url: listening.url, sessionId, apiVersion, pid: process.pid }, null, 2)}\n`,
    { mode: 0o600 },
  );
  return {
    ...listening,
    sessionId,
    apiVersion,
    loginUrl: `${listening.url}/secur/frontdoor.jsp?otp=${sessions.link(options.adminId)}`,
    close: async () => {
      rmSync(options.serverFile, { force: true });
      await listening.close();
      org.close();
    },
  };
}
