import { Menu } from '@mantine/core';
import { IconChevronDown, IconListDetails, IconMessages } from '@tabler/icons-react';
import { memo } from 'react';
import type { Room } from '../models/room';
import styles from './conversation_pane.module.css';
import { useWords } from './words';

/** Below the box: "Conversations", which offers the log of events (S1-56). */
export const ViewSwitch = memo(function ViewSwitch({ room, events }: { room: Room; events: boolean }) {
  const { t } = useWords();
  const w = t.talk.events;
  return (
    <Menu position="top-start" width={200} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={styles.switch}>
          {events ? w.events : w.switch}
          <IconChevronDown size={14} stroke={2} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconMessages size={15} stroke={1.7} />}
          aria-current={!events}
          onClick={() => room.conversation.setEvents(false)}
        >
          {w.conversation}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconListDetails size={15} stroke={1.7} />}
          aria-current={events}
          onClick={() => room.conversation.setEvents(true)}
        >
          {w.events}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
});
