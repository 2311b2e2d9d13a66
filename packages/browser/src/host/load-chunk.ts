import type { Native, Win } from './native';

/** Name of a file that the build put beside the script, without its ending, and, where that is checked, a blank and its SHA-256, without its "=". */
export type Chunk = string;
export interface Chunks {
  [name: string]: Chunk | undefined;
}

/**
 * Loads a chunk that lies beside the script. import() passes every content security policy that let the script itself in; a preload
 * that the browser checks comes first, because import() takes no hash.
 */
export async function loadChunk<T>(chunk: Chunk | undefined, base: string, win: Win, later: Native['later']): Promise<T> {
  // Throws where there is none.
  const [name, hash] = (chunk as Chunk).split(' ');
  for (let attempt = 0; ; attempt++) {
    // Browsers remember that an address failed, even for the next page: another attempt needs another one.
    const url = new URL(`${name}.js${attempt ? `?${Date.now()}` : ''}`, base).href;
    try {
      if (hash) await checked(url, `sha256-${hash}=`, win, later);
      return (await import(/* @vite-ignore */ url)) as T;
    } catch (error) {
      if (attempt > 1) throw error;
    }
    await new Promise<void>((resolve) => later(resolve, 1000 * 3 ** attempt));
  }
}

async function checked(url: string, integrity: string, { document: doc }: Win, later: Native['later']): Promise<void> {
  const link = doc.createElement('link');
  if (!link.relList.supports('modulepreload')) return;
  try {
    await new Promise<unknown>((resolve, reject) => {
      Object.assign(link, {
        rel: 'modulepreload',
        href: url,
        integrity,
        crossOrigin: 'anonymous',
        nonce: doc.querySelector<HTMLElement>('script[nonce]')?.nonce ?? '',
        onload: resolve,
        onerror: () => reject(url),
      });
      doc.head.append(link);
      // A browser that says neither yes nor no loads without the check.
      later(() => resolve(0), 4000);
    });
  } finally {
    link.remove();
  }
}
