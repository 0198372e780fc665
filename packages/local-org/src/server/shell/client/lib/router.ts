/** Addresses of the page, as Lightning Experience has them, kept by the browser's history. */

export type Place =
  | { readonly kind: 'home' }
  | { readonly kind: 'list'; readonly object: string; readonly view: string | null }
  | { readonly kind: 'record'; readonly id: string }
  | { readonly kind: 'tab'; readonly name: string }
  | { readonly kind: 'app'; readonly name: string }
  | { readonly kind: 'unknown'; readonly path: string };

/** What an address stands for. */
export function placeOf(url: URL): Place {
  const parts = url.pathname.split('/').filter(Boolean).slice(1).map(decodeURIComponent);
  const [kind, first, second, third] = parts;
  if (parts.length === 0 || (kind === 'page' && first === 'home')) return { kind: 'home' };
  if (kind === 'o' && first && (second === undefined || second === 'list' || second === 'home')) {
    return { kind: 'list', object: first, view: url.searchParams.get('filterName') };
  }
  if (kind === 'r' && first && second === 'view') return { kind: 'record', id: first };
  if (kind === 'r' && second && third === 'view') return { kind: 'record', id: second };
  if (kind === 'n' && first) return { kind: 'tab', name: first };
  if (kind === 'app' && first) return { kind: 'app', name: first };
  return { kind: 'unknown', path: url.pathname };
}

export const addressOf = {
  home: '/lightning/page/home',
  list: (object: string, view?: string): string =>
    `/lightning/o/${encodeURIComponent(object)}/list${view ? `?filterName=${encodeURIComponent(view)}` : ''}`,
  record: (object: string, id: string): string =>
    `/lightning/r/${encodeURIComponent(object)}/${encodeURIComponent(id)}/view`,
  tab: (name: string): string => `/lightning/n/${encodeURIComponent(name)}`,
  app: (name: string): string => `/lightning/app/${encodeURIComponent(name)}`,
};

type Listener = () => void;
const listeners = new Set<Listener>();

/** Told of every change of place; gives back how to stop. */
export function onPlaceChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function changed(): void {
  for (const listener of [...listeners]) listener();
}

export function navigate(address: string, replace = false): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  window.scrollTo(0, 0);
  changed();
}

window.addEventListener('popstate', changed);
