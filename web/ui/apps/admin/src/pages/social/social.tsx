import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { AccountList } from './account_list';
import { AccountNew } from './account_new';
import { AccountPage, isTab } from './account_page';

export default function SocialPage({ rest: [which, tab = 'connection', more] }: PageProps) {
  if (which === undefined) return <AccountList />;
  if (which === 'new' && more === undefined) return <AccountNew />;
  if (!/^[0-9a-f]{24}$/.test(which) || !isTab(tab) || more !== undefined) return <NotFound />;
  return <AccountPage key={which} id={which} tab={tab} />;
}
