import { session } from '../api';
import { t } from '../lang';
import { useStore } from '../store';
import { Keys } from '../ui/keys';
import { Empty, Page } from '../ui/page';
import { People } from '../ui/people';
import { Tokens } from '../ui/tokens';

export function Settings() {
  const role = useStore(session)?.role;
  return (
    <Page title={t('nav.settings')} lead={t('lead.settings')}>
      {role === 'admin' ? (
        <>
          <People />
          <Keys />
          <Tokens />
        </>
      ) : (
        <Empty title={t('settings.admins')}>{t('settings.admins.do')}</Empty>
      )}
    </Page>
  );
}
