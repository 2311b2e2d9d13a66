import { useState } from 'preact/hooks';
import { eraseSubject, session, type Erased, type Subject } from '../api';
import { number } from '../format';
import { t } from '../lang';
import { useStore } from '../store';
import { Failed, useChange } from './change';
import { Icon } from './icon';
import { Card } from './page';

/** Removes everything of a person or an account, for administrators. The id has to be typed, because nothing brings it back. */
export function Erase({ subject, done }: { subject: Subject; done: (proof: Erased) => void }) {
  const role = useStore(session)?.role;
  const [typed, type] = useState<string | null>(null);
  const { busy, failed, change } = useChange();
  if (role !== 'admin') return null;
  const id = 'user' in subject ? subject.user : subject.account;
  const erase = (event: Event) => {
    event.preventDefault();
    if (typed === id && !busy) change(eraseSubject(subject), done);
  };
  return (
    <Card title={t('erase')} note={t('erase.note')}>
      {typed === null ? (
        <button type="button" class="danger" onClick={() => type('')}>
          <Icon name="warn" />
          {t('user' in subject ? 'erase.user' : 'erase.account')}
        </button>
      ) : (
        <form class="erase" onSubmit={erase}>
          <p>
            {t('user' in subject ? 'erase.user.what' : 'erase.account.what')} <b>{t('erase.forever')}</b>
          </p>
          <label>
            <span>{t('erase.type', { id })}</span>
            <input
              value={typed}
              autocomplete="off"
              spellcheck={false}
              ref={focused}
              onInput={(event) => type(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && type(null)}
            />
          </label>
          <div class="actions">
            <button type="button" class="quiet" onClick={() => type(null)}>
              {t('cancel')}
            </button>
            <button type="submit" class="danger" disabled={typed !== id || busy}>
              {t(busy ? 'erase.busy' : 'erase.do')}
            </button>
          </div>
          <Failed why={failed} />
        </form>
      )}
    </Card>
  );
}

const focused = (el: HTMLInputElement | null): void => {
  if (el && el.value === '') el.focus();
};

/** What was removed, and that a second look found nothing. */
export function EraseProof({ proof: { removed, left }, back }: { proof: Erased; back: string }) {
  const tables = Object.entries(removed)
    .filter(([name]) => name !== 'left')
    .sort((a, b) => b[1] - a[1]);
  return (
    <Card title={t('erase.proof')}>
      <div class="erase">
        <p role="status" class={left ? 'bad' : 'erased'}>
          {left ? t('erase.left', { n: number(left) }) : t('erase.nothing-left')}
        </p>
        {tables.length > 0 && (
          <table class="small">
            <thead>
              <tr>
                <th scope="col">{t('erase.table')}</th>
                <th scope="col" class="end">
                  {t('erase.rows')}
                </th>
              </tr>
            </thead>
            <tbody>
              {tables.map(([name, n]) => (
                <tr key={name}>
                  <td>
                    <code>{name}</code>
                  </td>
                  <td class="end">{number(n)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p class="muted">{t('erase.elsewhere')}</p>
        <p>
          <a class="button" href={back}>
            {t('erase.back')}
          </a>
        </p>
      </div>
    </Card>
  );
}
