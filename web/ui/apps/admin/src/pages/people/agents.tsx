import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { AgentList } from './agent_list';
import { AgentPage } from './agent_page';

export default function AgentsPage({ rest: [which, more] }: PageProps) {
  if (which === undefined) return <AgentList />;
  if (more !== undefined) return <NotFound />;
  if (which === 'new') return <AgentPage key="new" id={null} />;
  return /^\d+$/.test(which) ? <AgentPage key={which} id={Number(which)} /> : <NotFound />;
}
