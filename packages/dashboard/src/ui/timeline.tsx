import type { TimelineItem } from '@shirube/collector/api';
import { ago, moment } from '../format';
import { eventLabel, label, t } from '../lang';
import { Icon, type IconName } from './icon';

const icons: Record<TimelineItem['kind'], IconName> = {
  milestone: 'flag',
  segment: 'segments',
  content: 'content',
  mail: 'mails',
  task: 'phone',
  video: 'videos',
  answer: 'nps',
  event: 'live',
  login: 'users',
  note: 'content',
  health: 'kpis',
  flow: 'flows',
};
const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** "動画を視聴完了: 登録番号と消費税" */
export function tell({ name, detail }: TimelineItem): { what: string; about: string } {
  const what = eventLabel(name);
  const id = (key: string) => (typeof detail[key] === 'string' ? String(detail[key]) : null);
  const about =
    (id('milestone') && label('milestones', id('milestone'))) ||
    (id('segment') && label('segments', id('segment'))) ||
    (id('video') && label('videos', id('video'))) ||
    (id('mail') && label('mails', id('mail'))) ||
    (id('flow') && label('flows', id('flow'))) ||
    (id('content') && label('contents', id('content'))) ||
    (id('survey') ? text(detail['value']) : '') ||
    text(detail['item']) ||
    text(detail['field']) ||
    text(detail['query']);
  return { what, about };
}

export function Timeline({ items, people, compact }: { items: readonly TimelineItem[]; people?: boolean; compact?: boolean }) {
  if (!items.length) return <p class="muted">{t('timeline.empty')}</p>;
  return (
    <ol class={compact ? 'timeline compact' : 'timeline'}>
      {items.map((item, i) => {
        const { what, about } = tell(item);
        return (
          <li key={i} class={item.kind}>
            <Icon name={icons[item.kind]} />
            <span class="what">
              {what}
              {about && (
                <>
                  {' '}
                  <b>{about}</b>
                </>
              )}
              {people && (
                <small>
                  {' '}
                  <bdi>{item.user}</bdi>
                </small>
              )}
            </span>
            <time dateTime={new Date(item.at).toISOString()} title={ago(item.at)}>
              {compact ? ago(item.at) : moment(item.at)}
            </time>
          </li>
        );
      })}
    </ol>
  );
}
