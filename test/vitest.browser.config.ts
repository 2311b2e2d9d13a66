import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vitest/config';
import base from '../vitest.config.ts';

/** Tests in real browsers, driven from Node. They need the built files: `npm run build` first. */
export default mergeConfig(
  { ...base, test: {} },
  defineConfig({
    root: fileURLToPath(new URL('..', import.meta.url)),
    test: {
      include: ['test/browser/**/*.spec.ts'],
      environment: 'node',
      // Each file has browsers, servers and folders of its own. They wait more than they compute.
      maxWorkers: 3,
      pool: 'threads',
      isolate: false,
      // A shared machine may stall a browser for seconds; what fails three times in a row is broken.
      retry: process.env.CI ? 2 : 0,
      testTimeout: 30_000,
      hookTimeout: 60_000,
      // Busy machines are slow, not wrong.
      expect: { poll: { timeout: 10_000 } },
    },
  }),
);
