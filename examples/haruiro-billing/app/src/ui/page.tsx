import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useApp } from '../app';
import { Icon, type IconName } from './icon';

interface PageProps {
  title: string;
  lead?: ComponentChildren;
  crumb?: { href: string; text: string };
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** Title, what the page is for, its main actions. A change of page moves the focus to the title, as a page load would. */
export function Page({ title, lead, crumb, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { language, path } = useApp();
  useEffect(() => {
    document.title = `${title} | ${language === 'ja' ? 'ハルイロ請求' : 'Haruiro Billing'}`;
  }, [title, language]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [path]);
  return (
    <>
      <div class="page-head">
        <div>
          {crumb && (
            <p class="crumbs">
              <a href={crumb.href}>{crumb.text}</a>
            </p>
          )}
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead && <p class="soft">{lead}</p>}
        </div>
        {actions && <div class="row">{actions}</div>}
      </div>
      {children}
    </>
  );
}

/** What stands where a list is still empty. */
export function Empty({ icon, text, children }: { icon: IconName; text: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p class="soft">{text}</p>
      {children}
    </div>
  );
}
