import { LANGUAGE_NAMES } from '@frontdesk/desk/languages';
import type { Scheme } from '@frontdesk/desk/look';
import { Avatar } from '@frontdesk/kit/avatar';
import { useModel } from '@frontdesk/kit/use_model';
import { Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconContrast,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import { useInside } from '../desk_context';
import { useWords } from '../words';
import styles from './me_menu.module.css';

const SCHEMES: readonly (readonly [Scheme, typeof IconSun])[] = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
  ['contrast', IconContrast],
];

export function MeMenu() {
  const { desk, signOut } = useInside();
  const { t } = useWords();
  const chosen = useModel(desk.look);
  return (
    <Menu position="bottom-end" width={248}>
      <Menu.Target>
        <button type="button" className={styles.target} aria-label={t.frame.me(desk.me.name)}>
          <Avatar name={desk.me.name} size="s" />
          <span className={styles.name}>{desk.me.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t.look.appearance}</Menu.Label>
        <div className={styles.choices}>
          {SCHEMES.map(([scheme, Icon]) => (
            <Menu.Item
              key={scheme}
              closeMenuOnClick={false}
              role="menuitemradio"
              aria-checked={chosen.scheme === scheme}
              data-chosen={chosen.scheme === scheme || undefined}
              className={styles.choice ?? ''}
              title={t.look.schemes[scheme]}
              aria-label={t.look.schemes[scheme]}
              onClick={() => desk.look.choose({ scheme })}
            >
              <Icon size={16} stroke={1.7} aria-hidden="true" />
            </Menu.Item>
          ))}
        </div>
        <Menu.Label>{t.look.language}</Menu.Label>
        <div className={styles.choices}>
          {desk.look.languages.map((language) => (
            <Menu.Item
              key={language}
              closeMenuOnClick={false}
              role="menuitemradio"
              aria-checked={chosen.language === language}
              data-chosen={chosen.language === language || undefined}
              className={styles.choice ?? ''}
              lang={language}
              onClick={() => desk.look.choose({ language })}
            >
              {LANGUAGE_NAMES[language]}
            </Menu.Item>
          ))}
        </div>
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
