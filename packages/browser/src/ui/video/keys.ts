/** Keys as people expect them from the large video sites. They work while the focus is inside the player, so no page shortcut is taken. */
export interface Keys {
  toggle(): void;
  /** Seconds forward, negative back. */
  by(seconds: number): void;
  /** Share of the length, 0..1. */
  to(share: number): void;
  volume(change: number): void;
  mute(): void;
  captions(): unknown;
  faster(steps: number): void;
  full(): void;
  transcript(): void;
}

export function onKey(event: KeyboardEvent, k: Keys): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target as HTMLElement;
  const tag = target.tagName;
  const type = tag === 'INPUT' ? (target as HTMLInputElement).type : tag;
  if (type === 'SELECT' || type === 'search' || type === 'radio') return;
  const { key } = event;
  const arrows = !target.matches('.sv-volume');
  const run: (() => void) | undefined =
    {
      k: () => k.toggle(),
      ' ': tag === 'BUTTON' ? undefined : () => k.toggle(),
      j: () => k.by(-10),
      l: () => k.by(10),
      ArrowLeft: arrows ? () => k.by(-5) : undefined,
      ArrowRight: arrows ? () => k.by(5) : undefined,
      ArrowUp: arrows ? () => k.volume(0.05) : undefined,
      ArrowDown: arrows ? () => k.volume(-0.05) : undefined,
      Home: () => k.to(0),
      End: () => k.to(1),
      m: () => k.mute(),
      c: () => k.captions(),
      f: () => k.full(),
      t: () => k.transcript(),
      '<': () => k.faster(-1),
      '>': () => k.faster(1),
    }[/^[A-Z]$/.test(key) ? key.toLowerCase() : key] ?? (/^\d$/.test(key) ? () => k.to(Number(key) / 10) : undefined);
  if (!run) return;
  run();
  event.preventDefault();
}
