/** The address, when it may be opened: https, the same origin, mail or telephone. */
export function safeUrl(href: string, base: string): string | undefined {
  try {
    const url = new URL(href, base);
    return url.protocol === 'https:' || url.origin === new URL(base).origin || /^(mailto|tel):$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
