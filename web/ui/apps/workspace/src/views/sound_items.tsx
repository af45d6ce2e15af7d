import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { Menu } from '@mantine/core';
import { IconBell, IconCheck, IconVolume } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { SOUNDS } from '../models/preferences';
import { ChoiceItems } from './choice_items';
import { useInside } from './inside';
import styles from './status_menu.module.css';
import { useWords } from './words';

/** How this agent wants to be called: sound, loudness, the browser's own notices. */
export function SoundItems() {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const { sound, volume } = useModel(preferences);
  return (
    <>
      <ChoiceItems
        label={t.frame.sound.title}
        choices={SOUNDS}
        chosen={sound}
        onChoose={(one) => preferences.choose({ sound: one })}
        name={(one) => t.frame.sound.modes[one]}
      />
      {sound !== 'off' && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the menu's arrows would walk away from the slider
        <div className={styles.volume} onKeyDown={keepArrows}>
          <IconVolume size={16} stroke={1.7} aria-hidden="true" />
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            aria-label={t.frame.sound.volume}
            value={Math.round(volume * 100)}
            onChange={(event) => preferences.choose({ volume: Number(event.target.value) / 100 })}
          />
          <Button small onClick={workspace.alerts.test}>
            {t.frame.sound.test}
          </Button>
        </div>
      )}
      <NoticeItem />
    </>
  );
}

function NoticeItem() {
  const { workspace } = useInside();
  const { t } = useWords();
  const { herald } = workspace.ports;
  const [permission, setPermission] = useState(herald.permission());
  if (permission === 'unsupported') return null;
  const ask = () => void herald.ask().then(() => setPermission(herald.permission()));
  return (
    <Menu.Item
      closeMenuOnClick={false}
      disabled={permission !== 'default'}
      onClick={ask}
      leftSection={<IconBell size={15} stroke={1.7} />}
      rightSection={permission === 'granted' && <IconCheck size={15} />}
      title={permission === 'denied' ? t.nav.notificationsBlocked : undefined}
    >
      {permission === 'default' ? t.frame.sound.allow : t.nav.notifications}
    </Menu.Item>
  );
}

function keepArrows(event: KeyboardEvent): void {
  if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') event.stopPropagation();
}
