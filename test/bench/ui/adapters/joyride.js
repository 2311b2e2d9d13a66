import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { Joyride } from 'react-joyride';

let root;
let host;
export const start = (steps) => {
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  flushSync(() =>
    root.render(
      createElement(Joyride, {
        run: true,
        continuous: true,
        options: { skipBeacon: true, disableFocusTrap: false },
        steps: steps.map(({ target, title, text }) => ({ target, title, content: text, skipBeacon: true })),
      }),
    ),
  );
};
export const popover = () =>
  document.querySelector('.react-joyride__tooltip') ??
  document.querySelector('[data-testid="tooltip"]') ??
  document.querySelector('[role="alertdialog"],[role="dialog"]');
export const next = () => document.querySelector('[data-testid="button-primary"]')?.click();
export const stop = () => {
  root.unmount();
  host.remove();
};
