/** What is answered of the Tooling API. */
import { HttpError } from '../errors.ts';
import { json, type Route } from '../http.ts';
import type { OrgService } from '../service.ts';

export function toolingRoutes(org: OrgService, version: RegExp): Route[] {
  return [
    {
      method: 'GET',
      pattern: new RegExp(`^/services/data/v(${version.source})/tooling/executeAnonymous/?$`),
      handle: ({ query, session }) => {
        const apex = query.get('anonymousBody');
        if (apex === null) throw new HttpError(400, 'MISSING_ARGUMENT', 'The parameter "anonymousBody" is missing');
        const outcome = org.executeAnonymous(session!.userId, apex);
        if (!outcome)
          throw new HttpError(403, 'INSUFFICIENT_ACCESS', 'Running anonymous Apex needs the permission "Author Apex"');
        return json(200, outcome);
      },
    },
  ];
}
