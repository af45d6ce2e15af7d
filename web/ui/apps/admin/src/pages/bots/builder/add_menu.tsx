import { Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { STEP_TYPES } from '../../../models/flows/draft';
import type { Place } from '../../../models/flows/edit';
import { newStep } from '../../../models/flows/starter';
import { useWords } from '../../../words';
import { ICONS } from '../step_words';
import styles from './builder.module.css';
import { useScene } from './scene';

/** A plus that adds a step at its place. `label` says where that is. */
export function AddMenu({ place, label, words }: { place: Place; label: string; words?: string }) {
  const { model, open } = useScene();
  const { t } = useWords();
  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          className={words ? styles.addWords : styles.add}
          aria-label={label}
          title={label}
        >
          <IconPlus size={14} stroke={2.2} aria-hidden="true" />
          {words}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {STEP_TYPES.map((type) => {
          const Icon = ICONS[type];
          return (
            <Menu.Item
              key={type}
              leftSection={<Icon size={16} stroke={1.8} aria-hidden="true" />}
              onClick={() => {
                model.add(newStep(type, t.flows.starter), place);
                open('inspect');
              }}
            >
              {t.flows.kinds[type].name}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
