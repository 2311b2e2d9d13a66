import type { Page as Rows, Task } from '@shirube/collector/api';
import { useData } from '../data';
import { t } from '../lang';
import { place, setQuery } from '../router';
import { useStore } from '../store';
import { Empty, Load, Page, Tabs } from '../ui/page';
import { Pager } from '../ui/table';
import { TaskCard } from '../ui/task-card';

export function Tasks() {
  const { query } = useStore(place);
  const status = (query.get('status') ?? 'open') as 'open' | 'snoozed' | 'closed';
  const path = `/tasks?status=${status}${query.has('offset') ? `&offset=${encodeURIComponent(query.get('offset') ?? '')}` : ''}`;
  const loaded = useData<Rows<Task>>(path);
  return (
    <Page title={t('nav.tasks')} lead={t('lead.tasks')} csv={`/tasks?status=${status}`}>
      <Tabs
        name={t('nav.tasks')}
        current={status}
        pick={(id) => setQuery({ status: id === 'open' ? undefined : id, offset: undefined })}
        tabs={[
          { id: 'open', text: t('task.open') },
          { id: 'snoozed', text: t('task.snoozed') },
          { id: 'closed', text: t('task.closed') },
        ]}
      />
      <Load of={loaded}>
        {(page) =>
          page.rows.length ? (
            <div class="cards">
              <h2 class="hidden">{t(`task.${status}`)}</h2>
              {page.rows.map((task) => (
                <TaskCard key={task.id} task={task} changed={loaded.reload} />
              ))}
              <div class="below">
                <Pager of={page} />
              </div>
            </div>
          ) : (
            <Empty title={t(`empty.tasks.${status}`)}>{t('empty.tasks.do')}</Empty>
          )
        }
      </Load>
    </Page>
  );
}
