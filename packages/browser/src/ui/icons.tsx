import type { VNode } from 'preact';

/** 20 px line icons, drawn for this project. */
const paths = {
  close: 'M5 5l10 10M15 5L5 15', check: 'M4.5 10.5l3.5 3.5 7.5-8', help: 'M7.6 7.6a2.5 2.5 0 1 1 3.5 2.4c-.8.4-1.1.9-1.1 1.7M10 14.6v.1', search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l3.5 3.5',
  next: 'M7.5 4.5L13 10l-5.5 5.5', out: 'M8 5H5v10h10v-3M11 5h4v4M15 5l-6 6', play: 'M7 5l8 5-8 5z', bell: 'M5.5 13.5V9a4.5 4.5 0 0 1 9 0v4.5h1.2H4.3zM8.6 16h2.8', list: 'M8.5 6h7M8.5 10h7M8.5 14h7M4.5 6h.5M4.5 10h.5M4.5 14h.5', star: 'M10 3.2l2.1 4.4 4.8.6-3.5 3.3.9 4.8L10 14l-4.3 2.3.9-4.8L3.1 8.2l4.8-.6z', up: 'M4.5 12.5L10 7l5.5 5.5',
} as const;
export const Icon = ({ name, size = 20 }: { name: keyof typeof paths; size?: number }): VNode => (
  <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true"><path d={paths[name]} /></svg>
);
