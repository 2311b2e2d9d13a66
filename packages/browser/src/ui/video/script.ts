/** Loads a provider's script once per page. */
export function loadScript(doc: Document, src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const known = doc.querySelector<HTMLScriptElement>(`script[src="${src}"]`);
    if (known?.dataset.loaded !== undefined) return resolve();
    const script = known ?? doc.createElement('script');
    script.addEventListener('load', () => {
      script.dataset.loaded = '';
      resolve();
    });
    script.addEventListener('error', () => {
      // Another try asks again.
      script.remove();
      reject(new Error(`${src} could not be loaded. The page's script-src must allow it; without it leave videoSettings at "raw".`));
    });
    if (known) return;
    script.src = src;
    doc.head.append(script);
  });
}
