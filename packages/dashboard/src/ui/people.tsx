import { useState } from 'preact/hooks';
import { send, type Session } from '../api';
import { useData } from '../data';
import { day } from '../format';
import { t } from '../lang';
import { Failed, useChange } from './change';
import { Card, Load } from './page';
import { Secret } from './secret';
import { Sure } from './sure';
import { Table, type Column } from './table';

type Role = Session['role'];
interface Colleague {
  id: number;
  email: string;
  name: string;
  role: Role;
  created_at: number;
  disabled_at: number | null;
  you: boolean;
}
const roles: readonly Role[] = ['viewer', 'member', 'admin'];
const linkOf = ({ path }: { path: string }) => new URL(path, location.href).href;

/** Who may come in, with what role; invitations and new passwords are links that work once. */
export function People() {
  const loaded = useData<{ people: Colleague[] }>('/v1/admin/people', { live: false });
  const { busy, failed, change } = useChange();
  const [invited, invite] = useState<Role>('member');
  const [link, setLink] = useState<{ text: string; hint: string } | null>(null);
  const make = (one: Colleague, what: object) => change(send('POST', `/v1/admin/people/${one.id}`, what), loaded.reload);
  const renew = (one: Colleague) =>
    change(send<{ path: string }>('POST', '/v1/admin/passwords', { person: one.id }), (made) =>
      setLink({ text: linkOf(made), hint: t('password.link.for', { name: one.name }) }),
    );
  const columns: Column<Colleague>[] = [
    {
      id: 'name',
      head: t('person.name'),
      cell: (one) => (
        <>
          <b>{one.name}</b> {one.you && <span class="tag">{t('person.you')}</span>}
          {one.disabled_at !== null && <span class="tag bad">{t('person.out')}</span>}
          <small>
            <bdi>{one.email}</bdi>
          </small>
        </>
      ),
    },
    {
      id: 'role',
      head: t('role'),
      cell: (one) => (
        <select
          aria-label={`${t('role')}: ${one.name}`}
          value={one.role}
          disabled={busy || one.disabled_at !== null}
          onChange={(event) => make(one, { role: event.currentTarget.value })}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
      ),
    },
    { id: 'since', head: t('since-when-made'), wide: true, align: 'end', cell: (one) => day(one.created_at) },
    {
      id: 'do',
      head: t('actions'),
      align: 'end',
      cell: (one) =>
        one.disabled_at !== null ? (
          <button type="button" class="quiet" disabled={busy} onClick={() => make(one, { disabled: false })}>
            {t('let-in')}
          </button>
        ) : (
          <>
            <button type="button" class="quiet" disabled={busy} onClick={() => renew(one)}>
              {t('password.link')}
            </button>
            {!one.you && <Sure text={t('shut-out')} of={one.name} disabled={busy} run={() => make(one, { disabled: true })} />}
          </>
        ),
    },
  ];
  return (
    <Card title={t('people')} wide>
      <Load of={loaded}>
        {({ people }) => <Table name={t('people')} columns={columns} rows={people} id={(one) => String(one.id)} empty={null} />}
      </Load>
      <form
        class="make"
        onSubmit={(event) => {
          event.preventDefault();
          change(send<{ path: string }>('POST', '/v1/admin/invitations', { role: invited }), (made) =>
            setLink({ text: linkOf(made), hint: t('invite.link') }),
          );
        }}
      >
        <label>
          <span>{t('invite')}</span>
          <select value={invited} onChange={(event) => invite(event.currentTarget.value as Role)}>
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={busy}>
          {t('invite.do')}
        </button>
      </form>
      {link && <Secret key={link.text} {...link} />}
      <Failed why={failed} />
    </Card>
  );
}
