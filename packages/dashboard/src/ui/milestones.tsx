import type { MilestoneAt } from '@shirube/collector/api';
import { config } from '../api';
import { ago, day } from '../format';
import { label, t } from '../lang';
import { Icon } from './icon';
import { Status } from './figures';

/** Reached ones with their day, the open required ones with how late they are. */
export function Milestones({ list }: { list: readonly MilestoneAt[] }) {
  const info = new Map(config.get()?.milestones.map((m) => [m.id, m]));
  if (!list.length) return <p class="muted">{t('empty.milestones')}</p>;
  return (
    <ol class="milestones">
      {list.map((m) => {
        const one = info.get(m.id);
        return (
          <li key={m.id} class={m.at !== null ? 'done' : one?.required ? 'open required' : 'open'}>
            <span class="mark" aria-hidden="true">
              {m.at !== null && <Icon name="check" />}
            </span>
            <span class="name">
              {label('milestones', m.id)}
              {one?.value && <span class="tag good">{t('value')}</span>}
              {one?.required && m.at === null && <small>{t('required')}</small>}
            </span>
            {m.at !== null ? (
              <time dateTime={new Date(m.at).toISOString()} title={ago(m.at)}>
                {day(m.at)}
              </time>
            ) : one?.required ? (
              <Status of={m.status} />
            ) : (
              <span class="muted">–</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
