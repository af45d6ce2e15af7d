import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { GroupList } from './group_list';
import { GroupPage } from './group_page';

export default function GroupsPage({ rest: [which, more] }: PageProps) {
  if (which === undefined) return <GroupList />;
  if (more !== undefined) return <NotFound />;
  if (which === 'new') return <GroupPage key="new" id={null} />;
  return /^\d+$/.test(which) ? <GroupPage key={which} id={Number(which)} /> : <NotFound />;
}
