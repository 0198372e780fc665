/** Descriptions of objects as the REST API gives them: only what this user may see. */
import type { ObjectDescription } from './fields.ts';
import { request } from './http.ts';
import { rest } from './session.ts';

const descriptions = new Map<string, Promise<ObjectDescription>>();

/** Asked once for each object and page load. */
export function describe(object: string): Promise<ObjectDescription> {
  const key = object.toLowerCase();
  let description = descriptions.get(key);
  if (!description) {
    description = request<ObjectDescription>('GET', rest(`sobjects/${encodeURIComponent(object)}/describe`));
    descriptions.set(key, description);
    description.catch(() => descriptions.delete(key));
  }
  return description;
}
