import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { WidgetList } from './widget_list';
import { WidgetNew } from './widget_new';
import { isTab, WidgetPage } from './widget_page';

export default function MessagingPage({ rest: [which, tab = 'basics', more] }: PageProps) {
  if (which === undefined) return <WidgetList />;
  if (which === 'new' && more === undefined) return <WidgetNew />;
  if (!/^[0-9a-f]{24}$/.test(which) || !isTab(tab) || more !== undefined) return <NotFound />;
  return <WidgetPage key={which} id={which} tab={tab} />;
}
