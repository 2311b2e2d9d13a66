import type { Shirube } from '../../packages/browser/src/host/api';

declare global {
  interface Window {
    shirube: Shirube;
  }
}
