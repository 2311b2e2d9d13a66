import type { Explanation, SignalInput } from '@shirube/engine';
import type { Chunks } from './load-chunk';
import type { Loop } from './loop';
import type { InspectorModule } from './ports';
import type { Core } from './start';

declare const SHIRUBE_CHUNKS: Chunks;

/** For engineers: asked for in the address once, it stays while the tab does. Gives what shuts it. */
export async function inspect(
  core: Core,
  loop: Loop,
  explain: (content: string) => Explanation | undefined,
  say: (input: SignalInput) => void,
): Promise<(() => void) | undefined> {
  const { win, options } = core;
  if (options.inspect === false) return;
  const asked =
    options.inspect ??
    core.guard(() => {
      if (/[?&]shirube=inspect\b/.test(win.location.search)) win.sessionStorage.setItem('shirube:inspect', '1');
      return !!win.sessionStorage.getItem('shirube:inspect');
    });
  if (!asked) return;
  const { open } = await core.load<InspectorModule>(SHIRUBE_CHUNKS.inspector);
  return open({
    ...core,
    ...loop,
    nonce: options.nonce,
    lang: options.lang ?? core.doc.documentElement.lang,
    explain,
    on: core.emitter.on,
    ledger: async () => (await core.rest()?.ledger()) ?? {},
    show: (content) => say({ kind: 'content', content, phase: 'requested', reason: 'inspector' }),
  });
}
