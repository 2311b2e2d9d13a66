/** Chooses what to show in the tabs that are awake: open content first (resume, suspend, goal met), then the best of what may open. */
import { check } from './conditions';
import { interrupts, kindOf, type Content } from './content';
import { asked, busyWith, fits, judge, type Judgement } from './gates';
import { alive } from './tabs';
import type { Run, Section } from './types';

/** A server shows nothing, but counts what the browser will ask about. */
export const content: Section = (program, watch) => {
  for (const content of program.contents.values()) {
    watch(
      `c:${content.id}`,
      content,
      (of, _, run) => void (run.program.faces && run.judge(of)),
      () => [
        [content.when, content.audience, content.hide, ...(kindOf(content, program)?.conditions?.(content) ?? [])],
        [
          `c:${content.id}`,
          'page',
          'quiet',
          'open',
          'env',
          'user',
          'session',
          ...(content.goal ? [`m:${content.goal}`] : []),
          ...(program.config.tiers ? ['atrait:tier'] : []),
        ],
      ],
    );
  }
};

/** `tabs` are awake, the one of the signal first. Judges the touched contents and tends those that are open. */
export function choose(run: Run, touched: readonly Content[], tabs: readonly string[]): void {
  const { state } = run;
  for (const id of Object.keys(state.open)) run.attempt(() => tend(run, id, tabs));
  const ready: { content: Content; tab: string; priority: number }[] = [];
  for (const content of touched) {
    if (state.open[content.id]) continue;
    run.attempt(() => {
      let until = Infinity;
      let refusal: Judgement | undefined;
      for (const tab of tabs) {
        const judgement = judge(content, run.world(undefined, tab));
        until = Math.min(until, judgement.until);
        if (judgement.ok) return void ready.push({ content, tab, priority: Number(content.priority ?? 0) });
        refusal ??= judgement;
      }
      run.due(`c:${content.id}`, until);
      if (refusal) suppress(run, content, refusal);
    });
  }
  const world = run.world();
  const age = ({ id }: Content) => state.want[id]?.at ?? state.now;
  ready.sort(
    (a, b) =>
      Number(asked(b.content, world)) - Number(asked(a.content, world)) || b.priority - a.priority || age(a.content) - age(b.content),
  );
  // The others are looked at again because something opened, and are then held back by it.
  for (const { content, tab } of ready) {
    run.attempt(() => {
      if (!interrupts(content, run.program) || !busyWith(content.id, run)) open(run, content, tab);
    });
  }
}

function open(run: Run, { id }: Content, tab: string): void {
  const { state } = run;
  const record = (state.ct[id] ??= { n: 0 });
  delete record.gate;
  const by = state.want[id]?.by ?? 'auto';
  const { step } = record;
  state.open[id] = { at: state.now, tab, by, ...(step && { step }) };
  run.due(`c:${id}`, Infinity);
  changed(run, id);
  run.emit({
    id: `c:${id}:${record.n + 1}:${run.signal}`,
    at: state.now,
    kind: 'show',
    tab,
    content: id,
    by,
    ...(step && { step, resume: true }),
  });
}

function changed(run: Run, id: string): void {
  run.touch(`c:${id}`);
  run.touch('open');
}

/** Looks after content that is open: its goal, what hides it, and whether its tab is still there. */
function tend(run: Run, id: string, tabs: readonly string[]): void {
  const { state, program } = run;
  const { now } = state;
  const content = program.contents.get(id);
  const open = state.open[id];
  if (!open) return;
  const hide = (reason: string) => run.emit({ id: `h:${id}:${run.signal}`, at: now, kind: 'hide', content: id, reason });
  const close = (reason: string) => {
    delete state.open[id];
    delete state.want[id];
    changed(run, id);
    hide(reason);
  };
  if (!content || content.off) return close('config_removed');
  const reached = content.goal ? state.ms[content.goal] : undefined;
  if (reached && Math.max(reached.at, reached.last ?? 0) >= open.at) {
    const record = (state.ct[id] ??= { n: 0 });
    record.completed = record.ended = now;
    delete record.step;
    run.emit({
      id: `g:${id}:${run.signal}`,
      at: now,
      kind: 'track',
      event: 'Content Completed',
      properties: { content: id, reason: 'goal_met' },
    });
    return close('goal_met');
  }
  // Its own tab as long as that lives; else one that is awake and on a page where it may be.
  const free = open.by !== 'auto' && !open.by.startsWith('flow:');
  const here = (tab: string) => free || fits(content, run.world(undefined, tab));
  const other = tabs.find((key) => state.tabs[key]?.path && here(key));
  // A launcher or a banner goes along to where the person is; what interrupts stays where it was begun.
  const own = alive(state.tabs[open.tab], now) && (!other || tabs.includes(open.tab) || interrupts(content, program));
  const tab = own ? open.tab : (other ?? tabs[0] ?? '');
  const path = state.tabs[tab]?.path;
  const verdict = content.hide && check(content.hide, run.world(undefined, tab));
  if (verdict) run.due(`c:${id}`, verdict.until);
  const hidden = verdict?.is || (open.hidden && verdict?.is === null) || (path !== '' && !here(tab));
  if (hidden) {
    if (own && !open.hidden) hide('suspended');
    if (!open.hidden) changed(run, id);
    open.hidden = 1;
    return;
  }
  if ((own && !open.hidden) || !tabs.includes(tab) || (path === '' && content.pages)) return;
  if (interrupts(content, program) && busyWith(id, run)) return;
  // It comes back, or nobody renders it any more (its tab was closed or has started afresh) and this tab takes it up where it was left.
  if (open.hidden) changed(run, id);
  delete open.hidden;
  open.tab = tab;
  run.emit({
    id: `r:${id}:${run.signal}`,
    at: now,
    kind: 'show',
    tab,
    content: id,
    by: open.by,
    resume: true,
    ...(open.step && { step: open.step }),
  });
}

/** Ordinary refusals: nobody asked for it here and now, or it had its time. */
const ORDINARY = /^(published|schedule|audience|page|trigger|quiet\.hidden|frequency\.(once|completed|dismissed|session|page))/;

/** A refusal is told once per reason, and only for content whose trigger holds. */
function suppress(run: Run, { id }: Content, { gate, code = '' }: Judgement): void {
  const { state } = run;
  if (ORDINARY.test(code)) return;
  const record = (state.ct[id] ??= { n: 0 });
  if (record.gate === code) return;
  record.gate = code;
  run.emit({
    id: `x:${id}:${code}:${run.signal}`,
    at: state.now,
    kind: 'track',
    event: 'Content Suppressed',
    properties: { content: id, gate, reason: code },
  });
}
