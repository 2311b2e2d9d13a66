/** Chooses what to show in the tab that is awake: open content first (resume, suspend, goal met), then the best of what may open. */
import { check } from './conditions';
import { interrupts, type Content } from './content';
import { asked, judge } from './gates';
import type { Run } from './types';

const priority = (c: Content) => c.priority ?? 0;

/** `tab` is awake. Re-judges the touched contents and those that were held back by what has just changed. */
export function choose(run: Run, touched: ReadonlySet<Content>, tab: string, signal: string): void {
  const { state } = run;
  for (const id of Object.keys(state.open)) tend(run, id, tab, signal);
  const ready: Content[] = [];
  for (const content of touched) {
    if (state.open[content.id]) continue;
    const anywhere = judge(content, run.world());
    const here = judge(content, run.world(undefined, tab));
    // It could be shown in another tab, which has not been asked yet.
    const elsewhere = anywhere.ok && !here.ok && Object.keys(state.tabs).length > 1 ? state.now + 1000 : Infinity;
    run.due(`c:${content.id}`, Math.min(anywhere.until, here.until, elsewhere));
    if (here.ok) ready.push(content);
    else suppress(run, content, here.gate ?? '', here.code ?? '', signal);
  }
  const age = (c: Content) => state.want[c.id]?.at ?? state.now;
  ready.sort((a, b) => Number(asked(b, run.world())) - Number(asked(a, run.world())) || priority(b) - priority(a) || age(a) - age(b));
  let taken = false;
  for (const content of ready) {
    if (interrupts(content)) {
      if (taken) {
        suppress(run, content, 'priority', 'priority', signal);
        continue;
      }
      taken = true;
    }
    open(run, content, tab, signal);
  }
}

function open(run: Run, content: Content, tab: string, signal: string): void {
  const { state } = run;
  const { id } = content;
  const record = (state.ct[id] ??= { n: 0 });
  delete record.gate;
  const by = state.want[id]?.by ?? 'auto';
  state.open[id] = { at: state.now, tab, by, ...(record.step && { step: record.step }) };
  run.due(`c:${id}`, Infinity);
  run.touch(`c:${id}`);
  run.touch('open');
  run.emit({ id: `c:${id}:${record.n + 1}:${signal}`, at: state.now, kind: 'show', tab, content: id, by, ...(record.step && { step: record.step, resume: true }) });
}

/** Looks after content that is open: its goal, its hide condition, and whether its tab is still there. */
function tend(run: Run, id: string, tab: string, signal: string): void {
  const { state, program } = run;
  const open = state.open[id];
  const content = program.contents.get(id);
  if (!open) return;
  const hide = (reason: string) => run.emit({ id: `h:${id}:${signal}`, at: state.now, kind: 'hide', content: id, reason });
  if (!content || content.off) {
    delete state.open[id];
    hide('config_removed');
    return;
  }
  if (content.goal && state.ms[content.goal] && (state.ms[content.goal]?.at ?? 0) >= open.at) {
    (state.ct[id] ??= { n: 0 }).completed = state.now;
    delete state.open[id];
    delete state.want[id];
    run.touch(`c:${id}`);
    run.touch('open');
    hide('goal_met');
    return;
  }
  if (content.hide) {
    const verdict = check(content.hide, run.world(undefined, tab));
    run.due(`c:${id}`, verdict.until);
    if (verdict.is && !open.hidden) {
      open.hidden = 1;
      hide('suspended');
    } else if (verdict.is === false && open.hidden) {
      delete open.hidden;
      open.tab = '';
    }
  }
  // Nobody renders it any more (its tab was closed or has started afresh): this tab takes it up where it was left.
  if (!open.hidden && (open.tab === '' || !state.tabs[open.tab]) && state.tabs[tab]?.vis) {
    open.tab = tab;
    run.emit({ id: `r:${id}:${signal}`, at: state.now, kind: 'show', tab, content: id, by: open.by, resume: true, ...(open.step && { step: open.step }) });
  }
}

/** A refusal is told once per reason, and only for content whose trigger holds. */
function suppress(run: Run, content: Content, gate: string, code: string, signal: string): void {
  if (['published', 'schedule', 'audience', 'page', 'trigger'].includes(gate) || code === 'frequency.once' || code === 'frequency.completed') return;
  const record = (run.state.ct[content.id] ??= { n: 0 });
  if (record.gate === code) return;
  record.gate = code;
  run.emit({ id: `x:${content.id}:${code}:${signal}`, at: run.state.now, kind: 'track', event: 'Content Suppressed', properties: { content: content.id, gate, reason: code } });
}
