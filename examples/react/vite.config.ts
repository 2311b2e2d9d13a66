import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The script loads its chunks from beside itself: copy them as they are, they must not be bundled again. */
const shirubeChunks = () => ({
  name: 'shirube-chunks',
  apply: 'build' as const,
  closeBundle() {
    cpSync(fileURLToPath(new URL('./', import.meta.resolve('shirube'))), fileURLToPath(new URL('./dist/shirube/', import.meta.url)), {
      recursive: true,
      filter: (path) => !path.includes('types'),
    });
  },
});

export default defineConfig({
  root: fileURLToPath(new URL('./', import.meta.url)),
  plugins: [shirubeChunks()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
});
