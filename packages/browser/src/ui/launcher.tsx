/** @jsxImportSource ../jsx */
/** A button that stays in a corner and opens a panel above it. The hub and the checklist are made of this. */
import { atom, computed, type ReadableAtom } from 'nanostores';
import type { ComponentChildren, VNode } from 'preact';
import { converts, holdFocus } from './focus';
import { Icon } from './icons';
import { render } from '../jsx/render';
import type { Session } from './view';

const css = `.launcher{appearance:none;inset-block-end:calc(20px + env(safe-area-inset-bottom,0px));display:inline-flex;align-items:center;gap:10px;min-height:52px;min-width:52px;max-width:calc(100vw - 40px);justify-content:center;padding:0;border:0;border-radius:26px;background:var(--accent);color:var(--on-accent);box-shadow:0 2px 6px rgb(17 20 30/.16),0 8px 24px rgb(17 20 30/.2);font:600 var(--size)/1.4 var(--font);cursor:pointer;transition:filter .12s}
.launcher>span:not([class]){overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
@media(prefers-reduced-motion:no-preference){.launcher{transition:filter .12s,inset .2s}}
@media(hover){.launcher:hover{filter:brightness(1.08)}.row:is(button,a):hover{background:var(--soft)}}.launcher:focus-visible{outline:2px solid var(--focus);outline-offset:3px}
.launcher.pale{background:var(--surface);color:var(--text);box-shadow:var(--shadow);padding-inline:16px 18px}
.badge{position:absolute;inset-block-start:-4px;inset-inline-end:-4px;min-width:20px;height:20px;padding-inline:5px;border-radius:10px;background:#c62828;color:#fff;font:700 12px/20px var(--font);text-align:center}
.card.panel{--width:376px;outline:0;max-height:min(620px,100dvh - 112px)}
.head{overflow-wrap:anywhere;padding:calc(var(--space)*2.25) calc(var(--space)*2.5) calc(var(--space)*1.5);border-block-end:1px solid var(--border)}.head h2{font-size:calc(var(--size) + 3px)}
.panel>.main{padding:calc(var(--space)*1.5) calc(var(--space)*1.5) calc(var(--space)*2)}
.row{appearance:none;display:flex;align-items:center;gap:12px;width:100%;min-height:44px;padding:8px;border:0;border-radius:8px;background:none;color:var(--text);font:500 var(--size)/1.45 var(--font);text-align:start;text-decoration:none;cursor:pointer}
.row:focus-visible{outline:2px solid var(--focus);outline-offset:-2px}
.row>.grow{flex:1;min-width:0;overflow-wrap:anywhere}.row small{display:block;color:var(--muted);font:400 calc(var(--size) - 1px)/1.45 var(--font)}
.panel>.x{margin-top:4px}
a.row:not(.btn){color:var(--text);text-decoration:none}
.row svg{flex:none;color:var(--muted)}.slot[dir=rtl] .row>svg:last-child{scale:-1 1}
/* What opened later lies above a sheet: it would cover its buttons. */
@media(max-width:480px){.slot:has(>.card:is(.sheet,.corner,.centre):not(.high,[data-off]))~.slot>.launcher{visibility:hidden}}
@media(max-width:480px) and (max-height:400px){.card.panel.corner{max-height:calc(100dvh - 16px - var(--kb,0px))}}
@media(forced-colors:active){.launcher,.badge{border:1px solid ButtonText}}`;

export interface LauncherSpec {
  /** Its name for screen readers, when its face does not say it. */
  label?: string;
  face: VNode;
  plain?: boolean;
  badge?: number;
  badgeLabel?: string;
  corner: 'end' | 'start';
  title: string;
  head?: ComponentChildren;
  body: ComponentChildren;
  /** Receives the focus when the panel opens; else the panel itself. */
  focus?: string;
}
export interface Launcher {
  open(): void;
  close(): void;
  isOpen(): boolean;
  destroy(): void;
}

/**
 * Side by side in their corner, the first of the configuration outermost, whichever came first; corner cards stand above them. Widths are
 * read by an observer, when it costs no layout. Returns what takes it out again.
 */
function dock({ stage: { docks, root, api }, content }: Session, corner: 'end' | 'start', element: HTMLElement): () => void {
  const row = docks[corner];
  const lay = () => {
    let offset = 20;
    for (const { element } of row) {
      element.style.setProperty(`inset-inline-${corner}`, `${offset}px`);
      offset += element.offsetWidth + 12;
    }
    (root.host as HTMLElement).style.setProperty(`--dock-${corner}`, row.length ? '68px' : '0px');
  };
  const own = { element, rank: api.config.content?.findIndex(({ id }) => id === content.id) ?? 0 };
  row.push(own);
  row.sort((a, b) => a.rank - b.rank);
  const sizes = new (api.win as Window & typeof globalThis).ResizeObserver(lay);
  sizes.observe(element);
  return () => {
    sizes.disconnect();
    row.splice(row.indexOf(own), 1);
    lay();
  };
}

/** Draws `$spec` whenever it changes, and whenever the panel opens or closes. */
export function launcher(session: Session, $spec: ReadableAtom<LauncherSpec>, onToggle: (open: boolean) => void): Launcher {
  const { stage, content } = session;
  stage.css(css);
  const slot = stage.slot(content.theme);
  const id = stage.uid();
  const $open = atom(false);
  const $panel = computed([$spec, $open], (spec, open) => ({ spec, open }));
  let button: HTMLElement | undefined;
  let panel: HTMLElement | undefined;
  /** Where the focus was in the page before it came here. */
  let from: EventTarget | null = null;

  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || converts(event)) return;
    event.preventDefault();
    toggle(false);
  };
  const draw = ({ spec: s, open }: { spec: LauncherSpec; open: boolean }) =>
    render(
      <>
        <button
          type="button"
          class={`surface launcher${s.plain ? ' pale' : ''}`}
          part="launcher"
          aria-expanded={open}
          aria-haspopup="dialog"
          ref={(e) => void (button = e ?? undefined)}
          onClick={() => toggle(!$open.get())}
        >
          {s.face}
          {s.label && <span class="sr">{s.badge && s.badgeLabel ? `${s.label} (${s.badgeLabel})` : s.label}</span>}
          {Boolean(s.badge) && (
            <span class="badge" aria-hidden="true">
              {s.badge}
            </span>
          )}
        </button>
        {open && (
          <div
            class={`surface card panel corner ${s.corner === 'start' ? 'start' : ''}`}
            part="panel"
            role="dialog"
            tabIndex={-1}
            aria-labelledby={`${id}t`}
            ref={(e) => void (panel = e ?? undefined)}
            onKeyDown={onKey}
          >
            <div class="head">
              <h2 id={`${id}t`} part="title">
                {s.title}
              </h2>
              {s.head}
            </div>
            <div class="main" part="list">
              {s.body}
            </div>
            <button type="button" class="x" part="close" aria-label={stage.t('close')} onClick={() => toggle(false)}>
              <Icon name="close" size={18} />
            </button>
          </div>
        )}
      </>,
      slot,
    );
  const toggle = (next: boolean) => {
    if (next === $open.get()) return;
    const inside = panel?.contains(stage.root.activeElement);
    if (panel && !next) stage.close(panel);
    $open.set(next);
    if (next && panel) {
      const { focus } = $spec.get();
      const hold = holdFocus(stage);
      stage.open([panel]);
      hold.enter((focus && panel.querySelector<HTMLElement>(focus)) || panel);
    } else if (inside) button?.focus({ preventScroll: true });
    onToggle(next);
  };
  slot.addEventListener('focusin', ({ relatedTarget: last }) => {
    if (last instanceof Node && !stage.root.contains(last)) from = last;
  });
  const undraw = $panel.subscribe(draw);
  const element = button as unknown as HTMLElement;
  stage.open([element]);
  const undock = dock(session, $spec.get().corner, element);
  session.seen(element);
  return {
    open: () => toggle(true),
    close: () => toggle(false),
    isOpen: () => $open.get(),
    destroy() {
      const inside = slot.contains(stage.root.activeElement);
      undraw();
      undock();
      for (const part of [panel, element]) if (part) stage.close(part);
      render(null, slot);
      stage.drop(slot);
      if (inside) (from as HTMLElement | null)?.focus({ preventScroll: true });
    },
  };
}
