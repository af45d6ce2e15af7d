import { entryRoutes } from '../../frame/entry_routes';
import { FieldList } from './field_list';
import { FieldPage } from './field_page';

export default entryRoutes(FieldList, FieldPage);
