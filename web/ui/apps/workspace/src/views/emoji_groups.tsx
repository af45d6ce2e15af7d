import {
  IconBallFootball,
  IconBulb,
  IconClock,
  IconFlag,
  IconHandStop,
  IconHeart,
  IconLeaf,
  IconMoodSmile,
  IconPlane,
  IconToolsKitchen2,
} from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import type { EmojiSection } from '../models/emoji';
import styles from './emoji_panel.module.css';
import { useWords } from './words';

type Group = EmojiSection['group'];

const ICONS: Record<Group, typeof IconClock> = {
  recent: IconClock,
  smileys: IconMoodSmile,
  people: IconHandStop,
  nature: IconLeaf,
  food: IconToolsKitchen2,
  travel: IconPlane,
  activities: IconBallFootball,
  objects: IconBulb,
  symbols: IconHeart,
  flags: IconFlag,
};

interface EmojiGroupsProps {
  groups: readonly Group[];
  /** Whose emoji are seen; nothing: the first group's. */
  shown: Group | null;
  onChoose: (group: Group) => void;
}

/** The way to a group without scrolling there. One stop for Tab; the arrows go from group to group. */
export function EmojiGroups({ groups, shown, onChoose }: EmojiGroupsProps) {
  const { t } = useWords();
  const bar = useRef<HTMLDivElement>(null);
  const current = shown && groups.includes(shown) ? shown : groups[0];
  const keyDown = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    buttons[(at + by + buttons.length) % buttons.length]?.focus();
  };
  return (
    <div
      ref={bar}
      role="toolbar"
      className={styles.groups}
      aria-label={t.talk.emoji.byGroup}
      onKeyDown={keyDown}
    >
      {groups.map((group) => {
        const Icon = ICONS[group];
        return (
          <button
            key={group}
            type="button"
            title={t.talk.emoji.groups[group]}
            aria-label={t.talk.emoji.groups[group]}
            aria-pressed={group === current}
            tabIndex={group === current ? 0 : -1}
            onClick={() => onChoose(group)}
          >
            <Icon size={18} stroke={1.7} aria-hidden />
          </button>
        );
      })}
    </div>
  );
}
