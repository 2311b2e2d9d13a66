import { useState } from 'preact/hooks';
import type { SavedView } from '@shirube/collector/api';
import { send } from '../api';
import { useData } from '../data';
import { t } from '../lang';
import { go, place } from '../router';
import { useStore } from '../store';
import { Failed, useChange } from './change';
import { Icon } from './icon';

/** Filters that the team keeps under a name. */
export function Views({ page }: { page: string }) {
  const { data, reload } = useData<SavedView[]>('/views', { live: false });
  const { query } = useStore(place);
  const [naming, setNaming] = useState<string | null>(null);
  const { busy, failed, change } = useChange();
  const current = query.toString();
  const views = (data ?? []).filter((view) => view.page === page);
  const save = (event: Event) => {
    event.preventDefault();
    if (naming?.trim())
      change(send('POST', '/views', { page, name: naming, query: current }), () => {
        setNaming(null);
        reload();
      });
  };
  return (
    <div class="views">
      {views.map((view) => (
        <span key={view.id} class={view.query === current ? 'view on' : 'view'}>
          <button type="button" aria-pressed={view.query === current} onClick={() => go(`#/${page}?${view.query}`)}>
            {view.name}
          </button>
          {view.mine && (
            <button
              type="button"
              aria-label={t('view.remove', { name: view.name })}
              onClick={() => change(send('DELETE', `/views/${view.id}`), reload)}
            >
              <Icon name="close" />
            </button>
          )}
        </span>
      ))}
      {current && naming === null && !views.some((view) => view.query === current) && (
        <button type="button" class="quiet" onClick={() => setNaming('')}>
          <Icon name="save" />
          {t('view.save')}
        </button>
      )}
      {naming !== null && (
        <form onSubmit={save}>
          <label>
            <span class="hidden">{t('view.name')}</span>
            <input
              value={naming}
              placeholder={t('view.name')}
              maxLength={80}
              ref={(el) => el?.focus()}
              onInput={(event) => setNaming(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && setNaming(null)}
            />
          </label>
          <button type="submit" disabled={busy}>
            {t('save')}
          </button>
        </form>
      )}
      <Failed why={failed} />
    </div>
  );
}
