import { SearchBox } from '@frontdesk/kit/search_box';
import { useModel } from '@frontdesk/kit/use_model';
import { useInside } from '../inside';
import { NoticePrompt } from '../notice_prompt';
import type { Layout } from '../use_layout';
import { useWords } from '../words';
import { ListNav } from './list_nav';
import { ListPane } from './list_pane';
import { ListState } from './list_state';
import styles from './lists_home.module.css';
import { TicketTable } from './ticket_table';

/** The page that one begins with: every list, and the chosen one as a table. */
export function ListsHome({ layout }: { layout: Layout }) {
  const { workspace } = useInside();
  const { t, f } = useWords();
  const now = useModel(workspace.lists);
  const { list, rows, words } = now;
  const found = rows.is === 'ready' ? t.frame.lists.found(rows.total) : '';
  if (layout === 'narrow')
    return (
      <>
        <h1 className="fd-hidden">{t.lists.label}</h1>
        <ListPane alone />
      </>
    );
  return (
    <div className={styles.home} data-layout={layout}>
      <div className={styles.side}>
        <ListNav />
      </div>
      <div className={styles.main} role="tabpanel" id="list-rows" aria-labelledby={`list-${list}`}>
        <div className={styles.head}>
          <h1>{t.frame.lists.names[list]}</h1>
          {rows.is === 'ready' && <span className={styles.total}>{f.count(rows.total)}</span>}
          <span className={styles.space} />
          <SearchBox
            label={t.frame.lists.filter}
            clear={t.frame.lists.clearFilter}
            value={words}
            onChange={workspace.lists.filter}
            found={found}
          />
        </div>
        <NoticePrompt />
        <ListState now={now} />
        {rows.is === 'ready' && rows.total > 0 && <TicketTable now={now} rows={rows} />}
      </div>
    </div>
  );
}
