import { entryRoutes } from '../../frame/entry_routes';
import { MacroList } from './macro_list';
import { MacroPage } from './macro_page';

export default entryRoutes(MacroList, MacroPage);
