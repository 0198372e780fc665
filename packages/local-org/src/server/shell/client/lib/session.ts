/** Who is logged in, and what the org has. Read once, before anything is shown; a change of user loads the page anew. */
import type { Bootstrap, ObjectView } from '../../contract.ts';
import { errorMessage, request } from './http.ts';

export const bootstrap: Bootstrap = await load();

async function load(): Promise<Bootstrap> {
  try {
    return await request<Bootstrap>('GET', '/local-org/bootstrap');
  } catch (error) {
    document.body.textContent = errorMessage(error);
    throw error;
  }
}

const objects = new Map(bootstrap.objects.map((object) => [object.name.toLowerCase(), object]));

/** An object that the user can read; undefined for any other. */
export function objectInfo(name: string): ObjectView | undefined {
  return objects.get(name.toLowerCase());
}

export function objectOfId(id: string): ObjectView | undefined {
  return bootstrap.objects.find((object) => object.keyPrefix === id.slice(0, 3));
}

export const locale = bootstrap.me.locale.replaceAll('_', '-');

/** Path of a REST resource: `rest('query')` */
export function rest(path: string): string {
  return `/services/data/v${bootstrap.apiVersion}/${path}`;
}
