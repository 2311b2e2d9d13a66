import type { Task } from '@shirube/collector/api';
import { send, session } from '../api';
import { ago, day, now, zone } from '../format';
import { maybe, say, t } from '../lang';
import { startOfDay } from '../now';
import { href } from '../router';
import { useStore } from '../store';
import { holder, part } from '../part';
import { Failed, useChange } from './change';
import { Icon } from './icon';

/** A task with its reason and suggested words; done, later, or no longer needed. */
export function TaskCard({ task, changed, account = true }: { task: Task; changed: () => void; account?: boolean }) {
  const { busy, failed, change } = useChange();
  const role = useStore(session)?.role;
  const open = task.status === 'open';
  const late = task.due !== null && open && task.due < now();
  const make = (body: unknown) => change(send('POST', `/tasks/${part(task.id)}`, body), changed);
  return (
    <article class={open ? 'task' : 'task closed'}>
      <header>
        <Icon name={task.channel === 'phone' ? 'phone' : task.channel === 'mail' ? 'mails' : 'tasks'} />
        <h3>{say(task.title)}</h3>
        {open && task.due !== null && (
          <span class={late ? 'tag bad' : 'tag'}>
            {t('due')} {ago(task.due)}
          </span>
        )}
        {!open && (
          <span class="tag">
            {maybe(`task.${task.status}`, task.status)}
            {task.closeReason ? `・${maybe(`close.${task.closeReason}`, task.closeReason)}` : ''}
          </span>
        )}
      </header>
      {account && (
        <p class="who">
          {task.account && (
            <>
              <a href={href(['accounts', task.account])}>{task.accountName}</a> ·{' '}
            </>
          )}
          {task.user && (
            <>
              <a href={href(['users', holder(task.account), task.user])}>{task.user}</a> ·{' '}
            </>
          )}
          <time title={day(task.created)}>{ago(task.created)}</time>
        </p>
      )}
      {task.reason && <p>{say(task.reason)}</p>}
      {task.talk && open && <blockquote>{say(task.talk)}</blockquote>}
      {task.note && <p class="muted">{task.note}</p>}
      <Failed why={failed} />
      {open && role !== 'viewer' && (
        <footer>
          <button type="button" class="primary" disabled={busy} onClick={() => make({ status: 'done' })}>
            <Icon name="check" />
            {t('task.do')}
          </button>
          <button type="button" disabled={busy} onClick={() => make({ snoozeUntil: startOfDay(now(), 1, zone()) })}>
            <Icon name="clock" />
            {t('task.tomorrow')}
          </button>
          <button type="button" disabled={busy} onClick={() => make({ snoozeUntil: startOfDay(now(), 7, zone()) })}>
            {t('task.week')}
          </button>
          <button type="button" class="quiet" disabled={busy} onClick={() => make({ status: 'dropped' })}>
            {t('task.drop')}
          </button>
        </footer>
      )}
    </article>
  );
}
