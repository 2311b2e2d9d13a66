import type { AccountDetail } from '@shirube/collector/api';
import { useState } from 'preact/hooks';
import { send, session } from '../api';
import { ago } from '../format';
import { t } from '../lang';
import { part } from '../part';
import { useStore } from '../store';
import { Failed, useChange } from './change';
import { Card } from './page';

/** What colleagues should know about an account, the newest first. Viewers read only. */
export function Notes({ account, notes, changed }: { account: string; notes: AccountDetail['notes']; changed: () => void }) {
  const role = useStore(session)?.role;
  const [text, setText] = useState('');
  const { busy, failed, change } = useChange();
  const save = (event: Event) => {
    event.preventDefault();
    if (text.trim())
      change(send('POST', `/accounts/${part(account)}/notes`, { body: text }), () => {
        setText('');
        changed();
      });
  };
  return (
    <Card title={t('notes')}>
      {role !== 'viewer' && (
        <form class="noteform" onSubmit={save}>
          <label>
            <span class="hidden">{t('notes')}</span>
            <textarea rows={2} value={text} placeholder={t('notes.hint')} onInput={(event) => setText(event.currentTarget.value)} />
          </label>
          <button type="submit" disabled={busy || !text.trim()}>
            {t('save')}
          </button>
          <Failed why={failed} />
        </form>
      )}
      <ul class="notes">
        {notes.map((n) => (
          <li key={n.at}>
            <p>{n.body}</p>
            <small>
              {n.who} · {ago(n.at)}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  );
}
