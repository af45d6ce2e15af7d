import { useModel } from '@frontdesk/kit/use_model';
import { Menu } from '@mantine/core';
import { IconContrast, IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import type { LookSwitch } from './door';
import { LANGUAGE_NAMES } from './languages';
import type { Scheme } from './look';
import styles from './look_items.module.css';
import { useDeskWords } from './words';

const SCHEMES: readonly (readonly [Scheme, typeof IconSun])[] = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
  ['contrast', IconContrast],
];

const CLASSES = { itemIndicator: styles['indicator'] ?? '' };

/** The part of a menu in which people choose their colours and their language. */
export function LookItems({ look }: { look: LookSwitch }) {
  const { t } = useDeskWords();
  const chosen = useModel(look);
  return (
    <>
      <Menu.Label>{t.look.appearance}</Menu.Label>
      <div className={styles['choices']}>
        {SCHEMES.map(([scheme, Icon]) => (
          <Menu.RadioItem
            key={scheme}
            value={scheme}
            checked={chosen.scheme === scheme}
            classNames={CLASSES}
            className={styles['choice'] ?? ''}
            title={t.look.schemes[scheme]}
            aria-label={t.look.schemes[scheme]}
            onChange={() => look.choose({ scheme })}
          >
            <Icon size={16} stroke={1.7} aria-hidden="true" />
          </Menu.RadioItem>
        ))}
      </div>
      <Menu.Label>{t.look.language}</Menu.Label>
      <div className={styles['choices']}>
        {look.languages.map((language) => (
          <Menu.RadioItem
            key={language}
            value={language}
            checked={chosen.language === language}
            classNames={CLASSES}
            className={styles['choice'] ?? ''}
            lang={language}
            onChange={() => look.choose({ language })}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.RadioItem>
        ))}
      </div>
    </>
  );
}
