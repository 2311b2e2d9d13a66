import type { MailDetail, MailRow, Page as Rows } from '@shirube/collector/api';
import { config } from '../api';
import { useData } from '../data';
import { ago, moment } from '../format';
import { label, maybe, t } from '../lang';
import { go, href, place, setQuery } from '../router';
import { useStore } from '../store';
import { holder, part } from '../part';
import { Choose } from '../ui/filters';
import { Empty, Load, Page } from '../ui/page';
import { Pager } from '../ui/table';

/** What became of a mail, the strongest first. A click is also an open; a prefetch by a machine is none. */
export function MailState({ mail }: { mail: MailRow }) {
  const [state, tone] = mail.bounced
    ? ['bounced', 'bad']
    : mail.clicked
      ? ['clicked', 'good']
      : mail.opened
        ? ['opened', 'good']
        : [mail.status, mail.status === 'failed' || mail.status === 'uncertain' ? 'bad' : ''];
  return <span class={`tag ${tone ?? ''}`}>{maybe(`mail.${state ?? ''}`, state ?? '')}</span>;
}

/** Sent mails; without a mail server this is where they arrive. */
export function Mails({ open }: { open?: string }) {
  const { query } = useStore(place);
  const names = useStore(config);
  const search = query.toString();
  const loaded = useData<Rows<MailRow>>(`/mails?${search}`);
  return (
    <Page title={t('nav.mails')} lead={t('lead.mails')} csv={`/mails?${search}`}>
      <div class="filters">
        <Choose name="mail" text={t('template')} options={(names?.mails ?? []).map((m) => ({ id: m.id, text: label('mails', m.id) }))} />
      </div>
      <Load of={loaded}>
        {(page) =>
          page.rows.length ? (
            <div class={open ? 'mailbox reading' : 'mailbox'}>
              <div>
                <ul class="list">
                  {page.rows.map((mail) => (
                    <li key={mail.id}>
                      <a href={href(['mails', mail.id])} aria-current={mail.id === open ? 'true' : undefined}>
                        <span class="first">
                          <b>{mail.subject}</b>
                          <time title={moment(mail.requested)}>{ago(mail.requested)}</time>
                        </span>
                        <span class="second">
                          <span>
                            <bdi>{mail.accountName}</bdi> · <bdi>{mail.user}</bdi> · <bdi>{mail.recipient}</bdi>
                          </span>
                          <MailState mail={mail} />
                        </span>
                      </a>
                    </li>
                  ))}
                </ul>
                <Pager of={page} />
              </div>
              {open && <Letter id={open} />}
            </div>
          ) : (
            <Empty title={t('empty.mails')}>{t('empty.mails.do')}</Empty>
          )
        }
      </Load>
    </Page>
  );
}

function Letter({ id }: { id: string }) {
  const loaded = useData<MailDetail>(`/mails/${part(id)}`);
  return (
    <section class="card letter" aria-label={t('mail')}>
      <Load of={loaded}>
        {(mail) => (
          <>
            <header>
              <h2>{mail.subject}</h2>
              <button type="button" class="quiet" onClick={() => go('#/mails')}>
                {t('close')}
              </button>
            </header>
            <dl class="pairs">
              <dt>{t('to')}</dt>
              <dd>{mail.recipient}</dd>
              <dt>{t('user')}</dt>
              <dd>
                <a href={href(['users', holder(mail.account), mail.user])}>{mail.user}</a>
              </dd>
              <dt>{t('flow')}</dt>
              <dd>
                <a href={href(['flows', mail.flow])}>{label('flows', mail.flow)}</a>
              </dd>
              <dt>{t('state')}</dt>
              <dd>
                <MailState mail={mail} />
                {mail.machineOpens > 0 && <small> {t('mail.machine', { n: mail.machineOpens })}</small>}
                {mail.error && <small class="bad"> {mail.error}</small>}
              </dd>
            </dl>
            <pre class="body" lang={mail.lang}>
              {mail.text}
            </pre>
            <ol class="timeline compact">
              {mail.events.map((e, i) => (
                <li key={i}>
                  <span class="what">{maybe(`mail.${e.kind}`, e.kind)}</span>
                  <time>{moment(e.at)}</time>
                </li>
              ))}
            </ol>
          </>
        )}
      </Load>
    </section>
  );
}
