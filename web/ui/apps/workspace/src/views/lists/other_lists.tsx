import { LIST_NAMES, type ListName } from '@frontdesk/client/desk';
import { useModel } from '@frontdesk/kit/use_model';
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { memo } from 'react';
import { useInside } from '../inside';
import { useWords } from '../words';
import styles from './list_pane.module.css';

/** The lists that have a tab of their own at any time. */
export const FIRST_LISTS: readonly ListName[] = ['mine', 'unassigned'];

/** The way to all other lists. */
export const OtherLists = memo(function OtherLists() {
  const { t } = useWords();
  return (
    <Menu position="bottom-end" width={290} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.more} aria-label={t.frame.lists.more}>
          <IconDots size={17} stroke={1.8} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <OtherNames />
      </Menu.Dropdown>
    </Menu>
  );
});

/** Apart from the menu, which is closed nearly always and then hears of no count. */
function OtherNames() {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const { list, badges } = useModel(workspace.lists);
  return LIST_NAMES.filter((name) => !FIRST_LISTS.includes(name)).map((name) => (
    <Menu.Item
      key={name}
      aria-current={name === list || undefined}
      onClick={() => workspace.lists.choose(name)}
      rightSection={badges[name] !== null && <span className={styles.dim}>{f.count(badges[name])}</span>}
    >
      {t.frame.lists.names[name]}
    </Menu.Item>
  ));
}
