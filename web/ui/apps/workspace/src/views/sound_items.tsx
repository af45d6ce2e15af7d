import { useModel } from '@frontdesk/kit/use_model';
import { Menu } from '@mantine/core';
import { IconBell, IconCheck, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { SOUNDS } from '../models/preferences';
import { ChoiceItems } from './choice_items';
import { useInside } from './inside';
import { useWords } from './words';

const VOLUMES = { low: 0.25, medium: 0.5, high: 1 } as const;

type Level = keyof typeof VOLUMES;

const LEVELS: readonly Level[] = ['low', 'medium', 'high'];

/** The nearest of the three. */
function levelOf(volume: number): Level {
  if (volume < 0.375) return 'low';
  return volume < 0.75 ? 'medium' : 'high';
}

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
        <>
          <ChoiceItems
            label={t.frame.sound.volume}
            choices={LEVELS}
            chosen={levelOf(volume)}
            onChoose={(level) => {
              preferences.choose({ volume: VOLUMES[level] });
              workspace.alerts.test();
            }}
            name={(level) => t.frame.sound.levels[level]}
          />
          <Menu.Item
            closeMenuOnClick={false}
            onClick={workspace.alerts.test}
            leftSection={<IconVolume size={15} stroke={1.7} />}
          >
            {t.frame.sound.test}
          </Menu.Item>
        </>
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
