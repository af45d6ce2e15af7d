import { Presence } from '@frontdesk/kit/presence';
import { useModel } from '@frontdesk/kit/use_model';
import type { AgentStatus } from '@frontdesk/protocol';
import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconLogout } from '@tabler/icons-react';
import { useInside } from './inside';
import { PreferenceItems } from './preference_items';
import { SoundItems } from './sound_items';
import styles from './status_menu.module.css';
import type { Layout } from './use_layout';
import { useWords } from './words';

const STATUSES: readonly AgentStatus[] = ['online', 'away', 'transfers_only', 'offline'];

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
    <Menu
      opened={opened}
      onChange={onOpen}
      position="bottom-end"
      width={272}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <div className={styles.target} data-layout={layout}>
        <Presence status={status} />
        {layout === 'wide' && <span className={styles.name}>{me.name}</span>}
        <span id="my-status" className={layout === 'narrow' ? 'fd-hidden' : styles.status}>
          {t.status[status]}
        </span>
        <IconChevronDown size={14} stroke={1.8} aria-hidden="true" />
        <Menu.Target>
          <button
            type="button"
            className={styles.press}
            aria-describedby="my-status"
            aria-keyshortcuts="Alt+S"
          >
            <span className="fd-hidden">{t.status.label}</span>
          </button>
        </Menu.Target>
      </div>
      <Menu.Dropdown className={styles.menu ?? ''}>
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
            aria-label={t.status[one]}
            aria-description={t.status.hints[one]}
          >
            <span className={styles.hinted} data-hint={t.status.hints[one]}>
              {t.status[one]}
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <SoundItems />
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
