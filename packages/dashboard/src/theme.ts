import { atom } from 'nanostores';
import { keep } from './lang';

export type Theme = 'auto' | 'light' | 'dark';
const stored = (): Theme => {
  try {
    const value = localStorage.getItem('shirube.theme');
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
};
export const theme = atom<Theme>(stored());
export const dark = (): boolean => theme.get() === 'dark' || (theme.get() === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
/** Counts up whenever colours change, for what is painted on a canvas. */
export const palette = atom(0);
export function setTheme(next: Theme): void {
  theme.set(next);
  keep('shirube.theme', next);
  apply();
}
function apply(): void {
  document.documentElement.dataset['theme'] = dark() ? 'dark' : 'light';
  palette.set(palette.get() + 1);
}
export function startTheme(): void {
  apply();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
}
