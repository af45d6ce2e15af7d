import { entryRoutes } from '../../frame/entry_routes';
import { ShortcutList } from './shortcut_list';
import { ShortcutPage } from './shortcut_page';

export default entryRoutes(ShortcutList, ShortcutPage);
