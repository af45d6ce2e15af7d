import { entryRoutes } from '../../frame/entry_routes';
import { AgentList } from './agent_list';
import { AgentPage } from './agent_page';

export default entryRoutes(AgentList, AgentPage);
