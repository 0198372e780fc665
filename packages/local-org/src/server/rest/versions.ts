/** The first calls of every client: which versions there are, which resources a version has, who I am. */
import { json, type Route } from '../http.ts';
import type { OrgService } from '../service.ts';

export function versionRoutes(org: OrgService): Route[] {
  const version = org.schema.apiVersion;
  const resources = ['sobjects', 'query', 'queryAll', 'composite', 'ui-api', 'actions'];
  return [
    {
      method: 'GET',
      pattern: /^\/services\/data\/?$/,
      handle: () => json(200, [{ version, label: `API ${version}`, url: `/services/data/v${version}` }]),
    },
    {
      method: 'GET',
      pattern: /^\/services\/data\/v(\d{2}\.0)\/?$/,
      handle: ({ parameters }) =>
        json(200, Object.fromEntries(resources.map((name) => [name, `/services/data/v${parameters[0]}/${name}`]))),
    },
    {
      method: 'GET',
      pattern: /^\/services\/oauth2\/userinfo\/?$/,
      handle: ({ session }) => {
        const user = org.user(session!.userId);
        return json(200, {
          user_id: user.id,
          organization_id: org.organizationId,
          preferred_username: user.username,
          name: user.name,
          email: user.email,
        });
      },
    },
  ];
}
