/** Path patterns: "/invoices/*" (anything below), "/invoices/:id" (one piece); a leading "!" excludes, and excludes win. */

const escape = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** Matches paths without query and hash; a trailing slash makes no difference. */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const source = escape(pattern.replace(/(.)\/$/, '$1'))
    .replace(/\/\*$/, '(?:/.*)?')
    .replace(/\*/g, '.*')
    .replace(/:[A-Za-z_]\w*/g, '[^/]+');
  const regexp = new RegExp(`^${source}/?$`);
  return (path) => regexp.test(path);
}

export function pathsMatcher(patterns: string | readonly string[]): (path: string) => boolean {
  const list = typeof patterns === 'string' ? [patterns] : patterns;
  const excludes = list.filter((p) => p.startsWith('!')).map((p) => pathMatcher(p.slice(1)));
  const includes = list.filter((p) => !p.startsWith('!')).map(pathMatcher);
  // A tab that has not said where it is is nowhere.
  return (path) => path !== '' && !excludes.some((m) => m(path)) && (!includes.length || includes.some((m) => m(path)));
}
