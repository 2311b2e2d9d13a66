import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const src = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@shirube\/engine$/, replacement: src('./packages/engine/src/index.ts') },
      { find: /^@shirube\/engine\/(schema|testing)$/, replacement: src('./packages/engine/src/$1.ts') },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // Tests with real servers and processes may meet a stalled machine; what fails three times in a row is broken.
    retry: process.env.CI ? 2 : 0,
    include: [
      'packages/**/src/**/*.test.{ts,tsx}',
      'examples/**/*.test.{ts,tsx}',
      'test/*.test.ts',
      'test/contract/**/*.test.ts',
      'test/collector/**/*.test.ts',
      'test/scenarios/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    maxWorkers: 2,
    // Loading the same modules for each file took longer than the tests; none keeps state in a module.
    pool: 'threads',
    isolate: false,
    // Tests inject time and never wait; this is for a busy machine only.
    testTimeout: 30_000,
    // Here, because a file that sets it for itself does so once per thread, and the next file has ten seconds again.
    hookTimeout: 60_000,
  },
});
