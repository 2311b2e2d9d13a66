import { expect, test } from 'vitest';
import { lightness } from './theme';

test('a designer may write the colour of the page in any way: what is light looks light, and what is dark looks dark', () => {
  // As browsers serialise them; the first line is what current style sheets write for a pale grey.
  for (const light of [
    'oklch(0.985 0.002 247.839)',
    'oklab(0.97 -0.001 0.01)',
    'lab(98.2 0.1 -0.4)',
    'lch(96 2 280)',
    'rgb(245, 246, 248)',
    'rgba(255, 255, 255, 0.9)',
    'color(srgb 0.96 0.97 0.98)',
    'color(display-p3 1 1 1)',
  ])
    expect(lightness(light), light).toBeGreaterThan(0.8);
  for (const dark of [
    'oklch(0.21 0.034 264.665)',
    'oklab(0.2 0 0)',
    'lab(12 1 -4)',
    'lch(10 3 280)',
    'rgb(22, 24, 29)',
    'rgb(0, 0, 160)',
    'color(srgb 0.08 0.09 0.11)',
    'color(display-p3 0 0 0)',
  ])
    expect(lightness(dark), dark).toBeLessThan(0.35);
  for (const clear of ['rgba(0, 0, 0, 0)', 'oklch(0.5 0.1 200 / 0.2)', 'color(srgb 1 1 1 / 0)'])
    expect(lightness(clear), clear).toBeUndefined();
});
