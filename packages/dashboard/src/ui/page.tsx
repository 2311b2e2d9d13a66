import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { addressOf } from '../api';
import type { Loaded } from '../data';
import { t, trouble } from '../lang';
import { Icon } from './icon';

export function Page({
  title,
  lead,
  back,
  actions,
  csv,
  children,
}: {
  title: string;
  lead?: ComponentChildren;
  back?: { to: string; text: string };
  actions?: ComponentChildren;
  csv?: string | undefined;
  children: ComponentChildren;
}) {
  useEffect(() => {
    document.title = `${title} – Shirube`;
  }, [title]);
  return (
    <div class="page">
      <header class="head">
        <div>
          {back && (
            <a class="back" href={back.to}>
              ← {back.text}
            </a>
          )}
          <h1>{title}</h1>
          {lead && <p class="lead">{lead}</p>}
        </div>
        <div class="actions">
          {actions}
          {csv && <Csv path={csv} />}
        </div>
      </header>
      {children}
    </div>
  );
}

const Csv = ({ path }: { path: string }) => (
  <a class="button quiet" href={addressOf(`${path}${path.includes('?') ? '&' : '?'}format=csv`)} download>
    <Icon name="download" />
    CSV
  </a>
);

/** What is there, what is wrong, or that it takes a while. */
export function Load<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
  return (
    <div class="load" aria-busy={of.data === undefined && !of.error}>
      {of.slow && (
        <div class="progress" role="progressbar" aria-label={t('loading')}>
          <i />
        </div>
      )}
      {of.error && (
        <div class="note bad" role="alert">
          <Icon name="warn" />
          <div>
            <b>{t('failed')}</b> {trouble(of.error)}{' '}
            <button type="button" class="link" onClick={of.reload}>
              {t('again')}
            </button>
          </div>
        </div>
      )}
      {of.data !== undefined
        ? children(of.data)
        : !of.error && (
            <div class="skeleton" aria-hidden="true">
              <i />
              <i />
              <i />
            </div>
          )}
    </div>
  );
}

/** Nothing yet, and what to do so that something comes. */
export const Empty = ({ title, children }: { title: string; children?: ComponentChildren }) => (
  <div class="empty">
    <b>{title}</b>
    {children && <p>{children}</p>}
  </div>
);

export const Card = ({
  title,
  note,
  actions,
  children,
  wide,
}: {
  title?: ComponentChildren;
  note?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
  wide?: boolean;
}) => (
  <section class={wide ? 'card wide' : 'card'}>
    {(title || actions) && (
      <header>
        <h2>{title}</h2>
        {note && <small>{note}</small>}
        {actions && <div class="actions">{actions}</div>}
      </header>
    )}
    {children}
  </section>
);

/** Switches between views of one page; arrow keys move. */
export function Tabs<T extends string>({
  name,
  tabs,
  current,
  pick,
}: {
  name: string;
  tabs: { id: T; text: string; n?: number | undefined }[];
  current: T;
  pick: (id: T) => void;
}) {
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    const next = tabs[(tabs.findIndex((tab) => tab.id === current) + step + tabs.length) % tabs.length];
    if (!next) return;
    pick(next.id);
    const list = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]');
    list[tabs.indexOf(next)]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={name} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          aria-selected={tab.id === current}
          tabIndex={tab.id === current ? 0 : -1}
          onClick={() => pick(tab.id)}
        >
          {tab.text}
          {tab.n !== undefined && <small>{tab.n}</small>}
        </button>
      ))}
    </div>
  );
}
