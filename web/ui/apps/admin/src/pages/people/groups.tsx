import { entryRoutes } from '../../frame/entry_routes';
import { GroupList } from './group_list';
import { GroupPage } from './group_page';

export default entryRoutes(GroupList, GroupPage);
