/** Defence against requests that another site makes with this browser's cookie. */
import { HttpError } from '../errors.ts';
import type { Request, Route } from '../http.ts';

const READING = new Set(['GET', 'HEAD']);

/**
 * The route, refusing a changing request that rests on the cookie alone. A browser always names the origin of such a
 * request, and the server has refused foreign origins already; what names none is not a page of this org. Requests that
 * carry their session in the Authorization header cannot be forged.
 */
export function refusingForgery(route: Route): Route {
  if (READING.has(route.method)) return route;
  return {
    ...route,
    handle(request) {
      if (!isGenuine(request)) {
        throw new HttpError(
          403,
          'FORBIDDEN',
          'A request with a session cookie needs the Origin or X-Requested-With header',
        );
      }
      return route.handle(request);
    },
  };
}

function isGenuine({ headers }: Request): boolean {
  return (
    headers.authorization !== undefined || headers.origin !== undefined || headers['x-requested-with'] !== undefined
  );
}
