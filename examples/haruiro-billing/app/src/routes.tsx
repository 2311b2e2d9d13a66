import type { VNode } from 'preact';
import { settingItems } from '../../shared/settings.mjs';
import { Clients } from './pages/clients';
import { Dashboard } from './pages/dashboard';
import { Help, HelpArticle } from './pages/help';
import { Import } from './pages/import';
import { InvoiceEditor } from './pages/invoice-editor';
import { InvoicePage } from './pages/invoice';
import { Invoices } from './pages/invoices';
import { Lost } from './pages/lost';
import { Payments } from './pages/payments';
import { RecurringPage } from './pages/recurring';
import { SettingPage } from './pages/setting';
import { Settings } from './pages/settings';
import { Team } from './pages/team';

/** The page of a path; `key` makes two pages of one kind start fresh. */
export function pageOf(path: string): VNode {
  const [, first = '', second] = path.split('/');
  if (second === undefined) {
    if (first === '' || first === 'dashboard') return <Dashboard />;
    if (first === 'settings') return <Settings />;
    if (first === 'clients') return <Clients />;
    if (first === 'invoices') return <Invoices />;
    if (first === 'import') return <Import />;
    if (first === 'recurring') return <RecurringPage />;
    if (first === 'payments') return <Payments />;
    if (first === 'team') return <Team />;
    if (first === 'help') return <Help />;
    return <Lost />;
  }
  if (first === 'invoices') return second === 'new' ? <InvoiceEditor /> : <InvoicePage key={second} id={second} />;
  if (first === 'help') return <HelpArticle key={second} slug={second} />;
  const item = first === 'settings' ? settingItems.find((known) => known === second) : undefined;
  return item ? <SettingPage key={item} item={item} /> : <Lost />;
}
