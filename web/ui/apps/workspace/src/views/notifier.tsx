import { useModel, useModelPart } from '@frontdesk/kit/use_model';
import { Popover, Tooltip } from '@mantine/core';
import { IconBrandWechat } from '@tabler/icons-react';
import type { NotifierTab } from '../models/notifier';
import { useInside } from './inside';
import { alongTabs } from './lists/list_nav';
import { Notices } from './notices';
import styles from './notifier.module.css';
import { useWords } from './words';

const TABS: readonly NotifierTab[] = ['mine', 'unassigned'];

/** S1-31: at the upper right, with a red dot while something new has no agent. */
export function Notifier() {
  const { workspace } = useInside();
  const { t } = useWords();
  const opened = useModelPart(workspace.notifier, (now) => now.opened);
  const attention = useModelPart(workspace.notifier, (now) => now.attention);
  const label = t.frame.notifier.open;
  return (
    <Popover
      opened={opened}
      onChange={workspace.notifier.open}
      position="bottom-end"
      width={360}
      trapFocus
      returnFocus
      offset={8}
    >
      <Popover.Target>
        <Tooltip label={label} disabled={opened}>
          <button
            type="button"
            className={styles.icon}
            aria-label={attention ? `${label}, ${t.frame.notifier.attention}` : label}
            aria-keyshortcuts="Alt+M"
            onClick={() => workspace.notifier.open(!opened)}
          >
            <IconBrandWechat size={19} stroke={1.7} aria-hidden="true" />
            {attention && <span className={styles.dot} aria-hidden="true" />}
          </button>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown className={styles.popup ?? ''} aria-label={t.frame.notifier.title}>
        {opened && <Inner />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Inner() {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const { tab, counts } = useModel(workspace.notifier);
  return (
    <>
      <h2 className={styles.title}>{t.frame.notifier.title}</h2>
      <div className={styles.tabs} role="tablist" aria-label={t.frame.notifier.title} onKeyDown={alongTabs}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`notices-${one}`}
            aria-selected={one === tab}
            aria-controls="notices"
            tabIndex={one === tab ? 0 : -1}
            data-autofocus={one === tab || undefined}
            onClick={() => workspace.notifier.choose(one)}
          >
            {t.frame.notifier.tabs[one]}
            {counts[one] > 0 && <span className={styles.count}>{f.count(counts[one])}</span>}
          </button>
        ))}
      </div>
      <div id="notices" role="tabpanel" aria-labelledby={`notices-${tab}`} className={styles.panel}>
        <Notices />
      </div>
    </>
  );
}
