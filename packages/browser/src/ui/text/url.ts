/** The address, when it may be opened: https, the same origin, mail or telephone. */
export function safeUrl(href: string, base: string): string | undefined {
  try {
    const url = new URL(href, base);
    // Origins do not tell: where an app is no web page ("file:", "app:"), each is "null", also that of a script.
    return /^(https|mailto|tel):$/.test(url.protocol) || url.href.startsWith(new URL('/', base).href) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
