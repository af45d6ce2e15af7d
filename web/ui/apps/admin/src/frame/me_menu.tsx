import { LookItems } from '@frontdesk/desk/look_items';
import { Avatar } from '@frontdesk/kit/avatar';
import { Menu } from '@mantine/core';
import { IconArrowLeft, IconLogout } from '@tabler/icons-react';
import { useInside } from '../desk_context';
import { useWords } from '../words';
import styles from './me_menu.module.css';

export function MeMenu() {
  const { desk, signOut } = useInside();
  const { t } = useWords();
  return (
    <Menu position="bottom-end" width={264} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.target}>
          <Avatar name={desk.me.name} size="s" />
          <span className={styles.name}>{desk.me.name}</span>
          <span className="fd-hidden">{t.frame.me}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <LookItems look={desk.look} />
        <Menu.Divider />
        <Menu.Item component="a" href="/workspace" leftSection={<IconArrowLeft size={15} stroke={1.7} />}>
          {t.frame.workspace}
        </Menu.Item>
        <Menu.Item onClick={signOut} leftSection={<IconLogout size={15} stroke={1.7} />}>
          {t.look.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
