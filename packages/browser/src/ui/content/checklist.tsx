/** @jsxImportSource ../../jsx */
/** A launcher with progress. Items complete themselves; picking one starts content or opens a page. */
import type { Checklist } from '@shirube/engine';
import { computed } from 'nanostores';
import { launcher, type LauncherSpec } from '../launcher';
import { Icon } from '../icons';
import { viewStore } from '../panel';
import { counted } from '../text/counted';
import { progressOf } from './progress';
import type { Session, ViewFactory } from '../view';

const words = {
  en: {
    title: 'Getting started',
    done: 'done',
    open: 'to do',
    progress: '{n} of {all} done',
    all: 'All done. Well done!',
    optional: 'optional',
  },
  ja: {
    title: 'はじめにやること',
    done: '完了',
    open: '未完了',
    progress: '{all} 件中 {n} 件完了',
    all: 'すべて完了しました。お疲れさまでした。',
    optional: '任意',
  },
};
const css = `.ring{width:22px;height:22px;rotate:-90deg;overflow:visible}.ring circle{stroke-width:3}.ring .rail{stroke:var(--border)}.ring .go{stroke:var(--accent);transition:stroke-dashoffset .3s}
.bar{height:6px;margin-top:12px;border-radius:3px;background:var(--border);overflow:hidden}.bar>i{display:block;height:100%;border-radius:3px;background:var(--accent);transition:width .3s}
.note{margin:6px 0 0;color:var(--muted);font-size:calc(var(--size) - 1px)}
.tick{flex:none;width:22px;height:22px;border-radius:50%;border:2px solid color-mix(in srgb,var(--muted) 60%,transparent);display:grid;place-items:center}
.tick.on{border-color:var(--accent);background:var(--accent)}.row .tick svg{color:var(--on-accent)}
.row.isdone .label{color:var(--muted)}
@media(prefers-reduced-motion:reduce){.bar>i,.ring .go{transition:none}}
@media(forced-colors:active){.tick.on{background:Highlight;forced-color-adjust:none}.bar{border:1px solid}.bar>i{background:Highlight;forced-color-adjust:none}}`;

export function ChecklistItems({
  session,
  list,
  done,
  pick,
}: {
  session: Session;
  list: Checklist;
  done: Readonly<Record<string, number>>;
  pick(id: string): void;
}) {
  const t = counted(session.api, words, 'checklist');
  return (
    <div role="list">
      {list.items.map((item) => {
        const is = Object.hasOwn(done, item.id);
        const label = (
          <span class="grow">
            <span class="label">{session.api.text(item.label) || item.id}</span>
            {item.required === false && <small>{t('optional')}</small>}
            <span class="sr"> ({t(is ? 'done' : 'open')})</span>
          </span>
        );
        const tick = (
          <span class={`tick${is ? ' on' : ''}`} aria-hidden="true">
            {is && <Icon name="check" size={14} />}
          </span>
        );
        const goes = (item.start ?? item.href) && !is;
        return (
          <div role="listitem" key={item.id}>
            {goes ? (
              <button type="button" class="row" part="item" onClick={() => pick(item.id)}>
                {tick}
                {label}
                <Icon name="next" size={18} />
              </button>
            ) : (
              <div class={`row${is ? ' isdone' : ''}`} part="item">
                {tick}
                {label}
              </div>
            )}
          </div>
        );
      })}
    </div>
  );
}

export const view: ViewFactory<'checklist'> = (session) => {
  const { content, api, stage } = session;
  stage.css(css);
  const t = counted(api, words, 'checklist');
  const found = api.config.checklists?.find((item) => item.id === content.checklist);
  if (!found) {
    api.report(new Error(`SHIRUBE_CHECKLIST ${content.id}: there is no checklist "${content.checklist}" in the configuration.`));
    session.end('failed', 'not_found');
    return { visible: () => false, destroy() {} };
  }
  const list = found;
  const { $view, stop } = viewStore(api);
  /** Which items are done; the same object as long as that is the same. */
  const $done = computed($view, ({ state }) => known(state.ck[list.id] ?? {}));
  let last: Readonly<Record<string, number>> = {};
  const known = (done: Readonly<Record<string, number>>) =>
    Object.keys(done).sort().join(' ') === Object.keys(last).sort().join(' ') ? last : (last = { ...done });
  const pick = (id: string) => {
    const item = list.items.find((one) => one.id === id);
    session.say('clicked', { value: id });
    face.close();
    if (item?.start) api.request(item.start);
    else if (item?.href) api.navigate(item.href);
  };
  const $spec = computed($done, (done): LauncherSpec => {
    const p = progressOf(list, done);
    const title = api.text(content.title) || api.text(list.label) || t('title');
    const label = t('progress', { n: p.n, all: p.all });
    return {
      plain: true,
      corner: content.corner === 'bottom-start' ? 'start' : 'end',
      title,
      face: (
        <>
          <svg class="ring" viewBox="0 0 22 22" aria-hidden="true">
            <circle class="rail" cx="11" cy="11" r="9" />
            <circle
              class="go"
              cx="11"
              cy="11"
              r="9"
              pathLength={100}
              stroke-dasharray="100"
              stroke-dashoffset={100 - Math.round(p.share * 100)}
            />
          </svg>
          <span>{api.text(content.launcher) || title}</span>
          <span class="steps" aria-hidden="true">
            {p.n}/{p.all}
          </span>
          <span class="sr">{label}</span>
        </>
      ),
      head: (
        <>
          <div
            class="bar"
            role="progressbar"
            aria-label={title}
            aria-valuemin={0}
            aria-valuemax={p.all}
            aria-valuenow={p.n}
            aria-valuetext={label}
          >
            <i style={{ width: `${Math.round(p.share * 100)}%` }} />
          </div>
          <p class="note">{p.finished ? t('all') : label}</p>
          {content.body && !p.finished && <p class="note">{api.text(content.body)}</p>}
        </>
      ),
      body: <ChecklistItems session={session} list={list} done={done} pick={pick} />,
    };
  });
  let said = false;
  const face = launcher(session, $spec, (open) => {
    if (!open && said) session.leave();
  });
  let finished = progressOf(list, $done.get()).finished;
  const off = $done.listen((done) => {
    if (finished || !progressOf(list, done).finished) return;
    finished = said = true;
    stage.announce(t('all'));
    session.say('completed');
    face.open();
  });
  if (content.open) face.open();
  return {
    visible: () => face.isOpen(),
    destroy() {
      off();
      stop();
      face.destroy();
    },
  };
};
