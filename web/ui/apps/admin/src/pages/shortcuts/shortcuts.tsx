import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { ShortcutList } from './shortcut_list';
import { ShortcutPage } from './shortcut_page';

export default function ShortcutsPage({ rest: [which, more] }: PageProps) {
  if (which === undefined) return <ShortcutList />;
  if (more !== undefined) return <NotFound />;
  if (which === 'new') return <ShortcutPage key="new" id={null} />;
  return /^\d+$/.test(which) ? <ShortcutPage key={which} id={Number(which)} /> : <NotFound />;
}
