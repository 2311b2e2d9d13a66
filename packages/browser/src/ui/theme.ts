/**
 * Tokens. The page's own `--shirube-<token>` custom properties win over the configuration's `theme`, which wins over the defaults in
 * base.css.ts. `theme` is flat, with an optional `dark` object for the dark scheme: { "accent": "#0a7", "dark": { "accent": "#5fc" } }.
 */
import type { FaceApi } from '../host/ports';
import { tokens } from './base.css';

type Theme = ({ readonly [name: string]: unknown } & { dark?: Record<string, unknown> }) | undefined;

/** Sets the configuration's tokens on a slot as `--t-…` (light) and `--d-…` (dark). Unknown names are ignored. */
export function applyTheme(slot: HTMLElement, ...themes: unknown[]): void {
  for (const theme of themes as readonly Theme[])
    for (const name of Object.keys(tokens))
      for (const [scheme, value] of [
        ['t', theme?.[name]],
        ['d', theme?.dark?.[name]],
      ])
        if (typeof value === 'string') slot.style.setProperty(`--${scheme as string}-${name}`, value);
}

/** How light a computed colour looks, 0 to 1; undefined when it is transparent. In lab, lch and their ok… forms the first number says it. */
export function lightness(color: string): number | undefined {
  const [r = 0, g = 0, b = 0, a = 1] = (color.match(/[ (][\d.]+/g) ?? []).map((n) => Number(n.slice(1)));
  if (a < 0.5) return undefined;
  return (/^o?k?l/.test(color) ? r : 0.2 * r + 0.7 * g + 0.1 * b) / (/^r/.test(color) ? 255 : /^l/.test(color) ? 100 : 1);
}

/** "auto" goes with the page as it looks now: what it paints behind its content, else what it declares, else what the system prefers. */
export function isDark({ win, doc, options }: FaceApi): boolean {
  const wanted = options.theme ?? 'auto';
  if (wanted !== 'auto') return wanted === 'dark';
  for (const element of [doc.body, doc.documentElement]) {
    const light = element ? lightness(win.getComputedStyle(element).backgroundColor) : undefined;
    if (light !== undefined) return light < 0.53;
  }
  const scheme = win.getComputedStyle(doc.documentElement).colorScheme;
  return scheme.includes('dark') && (!scheme.includes('light') || win.matchMedia('(prefers-color-scheme: dark)').matches);
}
