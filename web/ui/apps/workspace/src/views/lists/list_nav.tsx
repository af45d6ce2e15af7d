import { LIST_NAMES, type ListName } from '@frontdesk/client/desk';
import { useModelPart } from '@frontdesk/kit/use_model';
import {
  IconBrandWechat,
  IconChecks,
  IconClockHour4,
  IconInbox,
  IconMessage2Question,
  IconStack2,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type KeyboardEvent, memo } from 'react';
import { useInside } from '../inside';
import { useWords } from '../words';
import styles from './list_nav.module.css';

const ICONS: Readonly<Record<ListName, typeof IconInbox>> = {
  mine: IconInbox,
  unassigned: IconClockHour4,
  groups: IconUsersGroup,
  unsolved: IconStack2,
  done: IconChecks,
  social_mine: IconBrandWechat,
  social_unassigned: IconMessage2Question,
};
const SOCIAL: readonly ListName[] = ['social_mine', 'social_unassigned'];

/** All lists with their counts, beside the table. */
export function ListNav() {
  const { t } = useWords();
  return (
    <div
      className={styles.nav}
      role="tablist"
      aria-orientation="vertical"
      aria-label={t.lists.label}
      onKeyDown={alongTabs}
    >
      <p className={styles.title} aria-hidden="true">
        {t.frame.lists.tickets}
      </p>
      {LIST_NAMES.filter((name) => !SOCIAL.includes(name)).map((name) => (
        <ListTab key={name} name={name} />
      ))}
      <p className={styles.title} aria-hidden="true">
        {t.frame.lists.social}
      </p>
      {SOCIAL.map((name) => (
        <ListTab key={name} name={name} />
      ))}
    </div>
  );
}

export const ListTab = memo(function ListTab({ name, plain }: { name: ListName; plain?: boolean }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const chosen = useModelPart(workspace.lists, (now) => now.list === name);
  const badge = useModelPart(workspace.lists, (now) => now.badges[name]);
  const dot = useModelPart(
    workspace.lists,
    (now) => (name === 'mine' || name === 'unassigned') && now.dots[name],
  );
  const Icon = ICONS[name];
  return (
    <button
      type="button"
      role="tab"
      id={`list-${name}`}
      aria-selected={chosen}
      aria-controls="list-rows"
      tabIndex={chosen ? 0 : -1}
      className={styles.tab}
      onClick={() => workspace.lists.choose(name)}
    >
      {!plain && <Icon size={16} stroke={1.7} aria-hidden="true" />}
      <span className={styles.name}>{t.frame.lists.names[name]}</span>
      {dot && (
        <span className={styles.dot}>
          <span className="fd-hidden">{t.lists.attention}</span>
        </span>
      )}
      {badge !== null && badge > 0 && <span className={styles.count}>{f.count(badge)}</span>}
    </button>
  );
});

/** As tabs are walked: arrows move and choose. */
export function alongTabs(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return;
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = tabs.indexOf(document.activeElement as HTMLElement);
  const next = tabs[(at + by + tabs.length) % tabs.length];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.click();
  next.focus();
}
