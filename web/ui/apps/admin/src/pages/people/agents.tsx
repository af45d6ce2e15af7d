import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { AgentList } from './agent_list';

export default function AgentsPage({ rest }: PageProps) {
  const [which] = rest;
  if (which === undefined) return <AgentList />;
  return <NotFound />;
}
