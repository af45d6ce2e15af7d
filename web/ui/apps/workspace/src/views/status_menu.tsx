import { Presence } from '@frontdesk/kit/presence';
import { useModel } from '@frontdesk/kit/use_model';
import type { AgentStatus } from '@frontdesk/protocol';
import { Menu } from '@mantine/core';
import {
  IconBell,
  IconCheck,
  IconChevronDown,
  IconContrast,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useState } from 'react';
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/languages';
import type { Scheme } from '../models/preferences';
import { useInside } from './inside';
import styles from './status_menu.module.css';
import type { Layout } from './use_layout';
import { useWords } from './words';

const STATUSES: readonly AgentStatus[] = ['online', 'away', 'transfers_only', 'offline'];
const SCHEMES: readonly (readonly [Scheme, typeof IconSun])[] = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
  ['contrast', IconContrast],
];

interface StatusMenuProps {
  opened: boolean;
  onOpen: (open: boolean) => void;
  layout: Layout;
}

export function StatusMenu({ opened, onOpen, layout }: StatusMenuProps) {
  const { workspace, signOut } = useInside();
  const { t } = useWords();
  const { me, status } = useModel(workspace.status);
  return (
    <Menu opened={opened} onChange={onOpen} position="bottom-end" width={248}>
      <div className={styles.target}>
        <Presence status={status} />
        {layout === 'wide' && <span className={styles.name}>{me.name}</span>}
        <span id="my-status" className={layout === 'narrow' ? 'fd-hidden' : styles.status}>
          {t.status[status]}
        </span>
        <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
        <Menu.Target>
          <button type="button" className={styles.press} aria-describedby="my-status">
            <span className="fd-hidden">{t.status.label}</span>
          </button>
        </Menu.Target>
      </div>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {t.status.load(me.load, me.capacity)}
        </Menu.Label>
        {STATUSES.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => void workspace.status.choose(one)}
            leftSection={<Presence status={one} />}
            rightSection={one === status && <IconCheck size={15} />}
            aria-current={one === status || undefined}
          >
            {t.status[one]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <PreferenceItems />
        <Menu.Divider />
        <Menu.Item onClick={signOut} leftSection={<IconLogout size={15} stroke={1.7} />}>
          {t.look.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PreferenceItems() {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const chosen = useModel(preferences);
  const { herald } = workspace.ports;
  const [permission, setPermission] = useState(herald.permission());
  const ask = () => void herald.ask().then(() => setPermission(herald.permission()));
  return (
    <>
      <Menu.Item
        closeMenuOnClick={false}
        role="menuitemcheckbox"
        aria-checked={chosen.sound}
        onClick={() => preferences.choose({ sound: !chosen.sound })}
        leftSection={
          chosen.sound ? <IconVolume size={15} stroke={1.7} /> : <IconVolumeOff size={15} stroke={1.7} />
        }
        rightSection={chosen.sound && <IconCheck size={15} />}
      >
        {t.nav.sound}
      </Menu.Item>
      {permission !== 'unsupported' && (
        <Menu.Item
          closeMenuOnClick={false}
          disabled={permission !== 'default'}
          onClick={ask}
          leftSection={<IconBell size={15} stroke={1.7} />}
          rightSection={permission === 'granted' && <IconCheck size={15} />}
          title={permission === 'denied' ? t.nav.notificationsBlocked : undefined}
        >
          {permission === 'default' ? t.nav.allowNotifications : t.nav.notifications}
        </Menu.Item>
      )}
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
            onClick={() => preferences.choose({ scheme })}
          >
            <Icon size={16} stroke={1.7} />
          </Menu.Item>
        ))}
      </div>
      <Menu.Label>{t.look.language}</Menu.Label>
      <div className={styles.choices}>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            closeMenuOnClick={false}
            role="menuitemradio"
            aria-checked={chosen.language === language}
            data-chosen={chosen.language === language || undefined}
            className={styles.choice ?? ''}
            lang={language}
            onClick={() => preferences.choose({ language })}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
      </div>
    </>
  );
}
