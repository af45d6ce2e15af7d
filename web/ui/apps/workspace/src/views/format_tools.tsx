import { Button } from '@frontdesk/kit/button';
import { Menu } from '@mantine/core';
import {
  IconBold,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconStrikethrough,
  IconTypography,
} from '@tabler/icons-react';
import type { RefObject } from 'react';
import type { Format } from '../models/format';
import styles from './composer.module.css';
import { setFormat } from './format_box';
import { KEYS } from './keys';
import { useWords } from './words';

const ICONS = {
  bold: IconBold,
  italic: IconItalic,
  strike: IconStrikethrough,
  code: IconCode,
  link: IconLink,
  list: IconList,
} as const satisfies Record<Format, unknown>;

/** What stands in the row where there is room; the menu has all. */
const AT_HAND: readonly Format[] = ['bold', 'italic', 'link', 'list'];
const ALL: readonly Format[] = ['bold', 'italic', 'strike', 'code', 'link', 'list'];

interface FormatToolsProps {
  box: RefObject<HTMLTextAreaElement | null>;
  disabled: boolean;
}

/** Buttons for those who do not type marks; behind one where the composer is narrow. */
export function FormatTools({ box, disabled }: FormatToolsProps) {
  const { t } = useWords();
  const press = (kind: Format) => {
    if (box.current) setFormat(box.current, kind);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
      <div className={styles.format} role="group" aria-label={t.talk.format.label}>
        {AT_HAND.map((kind) => {
          const Icon = ICONS[kind];
          const keys = kind === 'bold' || kind === 'italic' ? KEYS[kind].join(' ') : '';
          return (
            <Button
              key={kind}
              look="quiet"
              square
              disabled={disabled}
              aria-label={t.talk.format[kind]}
              title={[t.talk.format[kind], keys].filter(Boolean).join(' · ')}
              onClick={() => press(kind)}
            >
              <Icon size={18} stroke={1.7} aria-hidden="true" />
            </Button>
          );
        })}
      </div>
      <Menu
        position="top-start"
        withInitialFocusPlaceholder={false}
        returnFocus={false}
        onClose={() => box.current?.focus()}
      >
        <Menu.Target>
          <Button
            look="quiet"
            square
            className={styles.formatMenu}
            disabled={disabled}
            aria-label={t.talk.format.label}
            title={t.talk.format.label}
          >
            <IconTypography size={18} stroke={1.7} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {ALL.map((kind) => {
            const Icon = ICONS[kind];
            return (
              <Menu.Item
                key={kind}
                leftSection={<Icon size={16} stroke={1.7} aria-hidden="true" />}
                onClick={() => press(kind)}
              >
                {t.talk.format[kind]}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
