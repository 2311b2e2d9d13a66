/** Loads a provider's script once per page, unless the page has done so. `name`: the global that it makes. */
export function loadScript<T>(doc: Document, src: string, name: string): Promise<T> {
  const made = () => Reflect.get(doc.defaultView ?? {}, name) as T;
  return new Promise((resolve, reject) => {
    if (made()) return resolve(made());
    const known = doc.querySelector<HTMLScriptElement>(`script[src="${src}"]`);
    const script = known ?? doc.createElement('script');
    script.addEventListener('load', () => resolve(made()));
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
