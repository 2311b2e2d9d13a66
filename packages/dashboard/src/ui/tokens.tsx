import { useState } from 'preact/hooks';
import { send } from '../api';
import { useData } from '../data';
import { day } from '../format';
import { t } from '../lang';
import { Failed, useChange } from './change';
import { Card, Empty, Load } from './page';
import { Secret } from './secret';
import { Sure } from './sure';
import { Table, type Column } from './table';

const roles = ['ingest', 'viewer', 'member', 'admin'] as const;
interface Token {
  id: number;
  label: string;
  role: (typeof roles)[number];
  created_at: number;
  revoked_at: number | null;
}

/** The secrets of servers. */
export function Tokens() {
  const loaded = useData<{ tokens: Token[] }>('/v1/admin/tokens', { live: false });
  const { busy, failed, change } = useChange();
  const [label, setLabel] = useState('');
  const [role, setRole] = useState<string>('ingest');
  const [made, show] = useState('');
  const columns: Column<Token>[] = [
    { id: 'label', head: t('token'), cell: (one) => <b>{one.label}</b> },
    { id: 'role', head: t('role'), cell: (one) => t(`role.${one.role}`) },
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
            run={() => change(send('DELETE', `/v1/admin/tokens/${one.id}`), loaded.reload)}
          />
        ),
    },
  ];
  return (
    <Card title={t('tokens')} note={t('tokens.note')} wide>
      <Load of={loaded}>
        {({ tokens }) => (
          <Table
            name={t('tokens')}
            columns={columns}
            rows={tokens}
            id={(one) => String(one.id)}
            empty={<Empty title={t('token.none')}>{t('token.none.do')}</Empty>}
          />
        )}
      </Load>
      <form
        class="make"
        onSubmit={(event) => {
          event.preventDefault();
          change(send<{ token: string }>('POST', '/v1/admin/tokens', { label: label.trim(), role }), ({ token }) => {
            setLabel('');
            show(token);
            loaded.reload();
          });
        }}
      >
        <label>
          <span>{t('key.label')}</span>
          <input value={label} maxLength={80} required onInput={(event) => setLabel(event.currentTarget.value)} />
        </label>
        <label>
          <span>{t('role')}</span>
          <select value={role} onChange={(event) => setRole(event.currentTarget.value)}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {t(`role.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={busy || !label.trim()}>
          {t('token.make')}
        </button>
      </form>
      {made && <Secret key={made} text={made} hint={t('token.once')} />}
      <Failed why={failed} />
    </Card>
  );
}
