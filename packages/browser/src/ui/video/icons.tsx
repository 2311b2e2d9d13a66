/** @jsxImportSource ../../jsx */
import type { VNode } from 'preact';

/** 24 px icons, drawn for this project. */
const paths = {
  play: 'M8 5.1v13.8a1 1 0 0 0 1.5.9l11-6.9a1 1 0 0 0 0-1.8l-11-6.9A1 1 0 0 0 8 5.1z',
  pause: 'M7 5h3.5v14H7zM13.5 5H17v14h-3.5z',
  again: 'M12 5V1.5L6.5 6.5 12 11.5V8a5.5 5.5 0 1 1-5.5 5.5h-3A8.5 8.5 0 1 0 12 5z',
  loud: 'M4 9v6h4l5 4.5v-15L8 9zM15.5 8.5a5 5 0 0 1 0 7zM15.5 4.5a8.5 8.5 0 0 1 0 15v-2.2a6.4 6.4 0 0 0 0-10.6z',
  mute: 'M4 9v6h4l5 4.5v-15L8 9zM16 9.4l1.4-1.4 2.1 2.1L21.6 8 23 9.4 20.9 11.5 23 13.6 21.6 15l-2.1-2.1-2.1 2.1-1.4-1.4 2.1-2.1z',
  captions: 'M4 5h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zm1.5 8v2h7v-2zm9 0v2h4v-2zm-9-4v2h4v-2zm6 0v2h7V9z',
  text: 'M4 5h16v2H4zm0 4h16v2H4zm0 4h16v2H4zm0 4h10v2H4z',
  pip: 'M3 5h18a1 1 0 0 1 1 1v5h-2V7H4v10h6v2H3a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zm9.500 8H21a1 1 0 0 1 1 1v4a1 1 0 0 1-1 1h-8.500z',
  full: 'M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z',
  window: 'M8 4h2v6H4V8h4zm6 0h2v4h4v2h-6zM4 14h6v6H8v-4H4zm10 0h6v2h-4v4h-2z',
} as const;
export type IconName = keyof typeof paths;
export const Icon = ({ name }: { name: IconName }): VNode => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);
