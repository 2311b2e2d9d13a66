import { useState } from 'preact/hooks';
import { send } from '../api';
import { useData } from '../data';
import { day } from '../format';
import { t } from '../lang';
import { Failed, useChange } from './change';
import { Card, Empty, Load } from './page';
import { Sure } from './sure';
import { Table, type Column } from './table';

interface Key {
  key: string;
  label: string;
  origins: string[];
  created_at: number;
  revoked_at: number | null;
}

/** The public keys of script tags. */
export function Keys() {
  const loaded = useData<{ keys: Key[] }>('/v1/admin/keys', { live: false });
  const { busy, failed, change } = useChange();
  const [label, setLabel] = useState('');
  const [origins, setOrigins] = useState('');
  const columns: Column<Key>[] = [
    {
      id: 'key',
      head: t('key'),
      cell: (one) => (
        <>
          <code>{one.key}</code>
          <small>{one.label}</small>
        </>
      ),
    },
    { id: 'origins', head: t('key.origins'), cell: (one) => one.origins.join(', ') || t('key.origins.any') },
    { id: 'since', head: t('since-when-made'), wide: true, align: 'end', cell: (one) => day(one.created_at) },
    {
      id: 'do',
      head: t('actions'),
      align: 'end',
      cell: (one) =>
        one.revoked_at !== null ? (
          <span class="tag">{t('revoked')}</span>
        ) : (
          <Sure
            text={t('revoke')}
            of={one.label}
            disabled={busy}
            run={() => change(send('DELETE', `/v1/admin/keys/${encodeURIComponent(one.key)}`), loaded.reload)}
          />
        ),
    },
  ];
  return (
    <Card title={t('keys')} note={t('keys.note')} wide>
      <Load of={loaded}>
        {({ keys }) => (
          <Table
            name={t('keys')}
            columns={columns}
            rows={keys}
            id={(one) => one.key}
            empty={<Empty title={t('key.none')}>{t('key.none.do')}</Empty>}
          />
        )}
      </Load>
      <form
        class="make"
        onSubmit={(event) => {
          event.preventDefault();
          const list = origins.split(/[\s,、]+/).filter(Boolean);
          change(send('POST', '/v1/admin/keys', { label: label.trim(), origins: list }), () => {
            setLabel('');
            setOrigins('');
            loaded.reload();
          });
        }}
      >
        <label>
          <span>{t('key.label')}</span>
          <input value={label} maxLength={80} required onInput={(event) => setLabel(event.currentTarget.value)} />
        </label>
        <label class="long">
          <span>{t('key.origins')}</span>
          <input value={origins} placeholder={t('key.origins.hint')} onInput={(event) => setOrigins(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={busy || !label.trim()}>
          {t('key.make')}
        </button>
      </form>
      <Failed why={failed} />
    </Card>
  );
}
