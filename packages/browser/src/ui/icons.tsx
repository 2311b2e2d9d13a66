/** @jsxImportSource ../jsx */
import type { VNode } from 'preact';

/** 20 px line icons of the panels, drawn for this project. */
const paths = {
  close: 'M5 5l10 10M15 5L5 15',
  check: 'M4.5 10.5l3.5 3.5 7.5-8',
  help: 'M6.6 7a3.4 3.4 0 1 1 5.1 2.9c-1.2.7-1.7 1.3-1.7 2.5M10 16v.1',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l3.5 3.5',
  next: 'M7.5 4.5L13 10l-5.5 5.5',
  out: 'M8 5H5v10h10v-3M11 5h4v4M15 5l-6 6',
  play: 'M7 5l8 5-8 5z',
  list: 'M8.5 6h7M8.5 10h7M8.5 14h7M4.5 6h.5M4.5 10h.5M4.5 14h.5',
} as const;
export const Icon = ({ name, size = 20 }: { name: keyof typeof paths; size?: number }): VNode => (
  <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
