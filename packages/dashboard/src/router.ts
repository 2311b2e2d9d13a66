/** Addresses behind the hash, so that the dashboard works below any path: `#/accounts?level=poor`. */
import { atom } from 'nanostores';

export interface Place {
  path: string;
  parts: string[];
  query: URLSearchParams;
}

function read(hash: string): Place {
  const [path = '/', search = ''] = hash.replace(/^#/, '').split('?');
  const clean = path.replace(/\/+$/, '') || '/today';
  return { path: clean, parts: clean.split('/').slice(1).map(decode), query: new URLSearchParams(search) };
}
const decode = (part: string) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

export const place = atom<Place>(read(location.hash));
export function followAddress(): void {
  window.addEventListener('hashchange', () => {
    const before = place.get();
    place.set(read(location.hash));
    if (before.path !== place.get().path) window.scrollTo(0, 0);
  });
}

/** "#/users/acme/u%2F1?tab=why" */
export const href = (path: string[], query: Record<string, string | undefined> = {}): string => {
  const search = new URLSearchParams(
    Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  ).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${search ? `?${search}` : ''}`;
};
export const go = (to: string) => {
  location.hash = to;
};

/** Does the address leave something out of a list? The order and the place in it do not. */
export const narrowed = (query: URLSearchParams): boolean => [...query.keys()].some((name) => name !== 'sort' && name !== 'offset');

/** Changes the query of the current page without a new entry in the history. */
export function setQuery(changes: Record<string, string | string[] | undefined>): void {
  const { path, query } = place.get();
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of Array.isArray(value) ? value : value ? [value] : []) next.append(name, one);
  }
  const search = next.toString();
  history.replaceState(null, '', `#${path}${search ? `?${search}` : ''}`);
  place.set(read(location.hash));
}
