import { both, isRecord, type Rule } from './rule';

/** Pairs that are read together; the surface of the default theme stands in for what is not set. */
const PAIRS: readonly [text: string, surface: string][] = [['text', 'surface'], ['muted', 'surface'], ['on-accent', 'accent']];
const LEAST = 4.5;
const DEFAULTS = { light: { surface: '#ffffff', text: '#1b1f24' }, dark: { surface: '#1e2227', text: '#f0f2f4' } };

/** Relative luminance (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) of a hex colour; undefined for other notations. */
function luminance(color: unknown): number | undefined {
  const hex = typeof color === 'string' ? /^#([\da-f]{3}|[\da-f]{6})$/i.exec(color)?.[1] : undefined;
  if (!hex) return undefined;
  const parts = hex.length === 3 ? [...hex].map((d) => d + d) : (hex.match(/../g) ?? []);
  const [r = 0, g = 0, b = 0] = parts.map((p) => parseInt(p, 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export const contrast: Rule = {
  code: 'lint.contrast', severity: 'warning',
  title: { en: 'Theme colours that are hard to read', ja: '読みにくい配色' },
  example: { shirube: 1, theme: { text: '#999999', surface: '#ffffff' } },
  texts: ({ text, surface, ratio, scheme }) => both(
    { what: `In the ${scheme} theme "${text}" on "${surface}" has a contrast of ${ratio}:1.`, why: `People with weak sight need at least ${LEAST}:1 (WCAG 2.2, 1.4.3).`, next: `Make "${text}" darker or lighter, or change "${surface}".` },
    { what: `${scheme} テーマの「${text}」と「${surface}」のコントラストは ${ratio}:1 です。`, why: `見えにくい人には ${LEAST}:1 以上が必要です(WCAG 2.2 1.4.3)。`, next: `「${text}」の明るさか「${surface}」を変えてください。` },
  ),
  check({ config: { theme } }, report) {
    if (!isRecord(theme)) return;
    const look = (colors: Record<string, unknown>, scheme: 'light' | 'dark', path: readonly string[]) => {
      const all: Record<string, unknown> = { ...DEFAULTS[scheme], ...colors };
      for (const [text, surface] of PAIRS) {
        const [a, b] = [luminance(all[text]), luminance(all[surface])];
        if (a === undefined || b === undefined || !(text in colors || surface in colors)) continue;
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < LEAST) report([...path, text in colors ? text : surface], { text, surface, ratio: ratio.toFixed(2), scheme });
      }
    };
    look(theme, 'light', ['theme']);
    if (isRecord(theme.dark)) look(theme.dark, 'dark', ['theme', 'dark']);
  },
};
