import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './status_menu.module.css';

interface ChoiceItemsProps<Choice extends string> {
  label: string;
  choices: readonly Choice[];
  chosen: Choice;
  onChoose: (choice: Choice) => void;
  name: (choice: Choice) => string;
  /** In the place of the name, which is then for screen readers and for those who point at it. */
  icon?: (choice: Choice) => ReactNode;
  lang?: (choice: Choice) => string;
}

/** One of a few, side by side in a menu that stays open: what is chosen can be seen at once. */
export function ChoiceItems<Choice extends string>(props: ChoiceItemsProps<Choice>) {
  const { label, choices, chosen, onChoose, name, icon, lang } = props;
  return (
    <>
      <Menu.Label>{label}</Menu.Label>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of menu items has no element of its own */}
      <div className={styles.choices} role="group" aria-label={label}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice}
            closeMenuOnClick={false}
            // By itself an item of a menu cannot be anything else.
            renderRoot={(props) => (
              <button {...props} type="button" role="menuitemradio" aria-checked={choice === chosen} />
            )}
            data-chosen={choice === chosen || undefined}
            className={styles.choice ?? ''}
            title={icon ? name(choice) : undefined}
            aria-label={icon ? name(choice) : undefined}
            lang={lang?.(choice)}
            onClick={() => onChoose(choice)}
          >
            {icon ? icon(choice) : name(choice)}
          </Menu.Item>
        ))}
      </div>
    </>
  );
}
