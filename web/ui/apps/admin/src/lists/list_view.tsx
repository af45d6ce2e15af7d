import { failureText } from '@frontdesk/desk/failures';
import { SearchBox } from '@frontdesk/kit/search_box';
import { Segments } from '@frontdesk/kit/segments';
import { EmptyState, FailedState, LoadingState } from '@frontdesk/kit/states';
import { type Column, Table } from '@frontdesk/kit/table';
import { useModel } from '@frontdesk/kit/use_model';
import type { Revised } from '@frontdesk/protocol';
import { IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useWords } from '../words';
import type { ListModel } from './list_model';
import styles from './list_view.module.css';

/** Of which the model has a filter each, and `all`. */
export interface ListParts {
  label: string;
  choices: readonly { readonly value: string; readonly label: string }[];
}

export interface ListViewProps<Entry> {
  model: ListModel<Entry>;
  label: string;
  /** The name of the search box: what is searched, and by what. */
  search: string;
  columns: readonly Column<Revised<Entry>>[];
  keyOf: (entry: Entry) => string | number;
  /** "5 agents". */
  total: (count: number) => string;
  /** Where there is nothing at all yet: it teaches. */
  empty: ReactNode;
  parts?: ListParts;
  /** Beside the search box. */
  beside?: ReactNode;
}

/** A list in all its states. */
export function ListView<Entry>({
  model,
  label,
  search,
  columns,
  keyOf,
  total,
  empty,
  parts,
  beside,
}: ListViewProps<Entry>) {
  const { t } = useWords();
  const now = useModel(model);
  switch (now.is) {
    case 'loading':
      return <LoadingState label={t.connection.loading} rows={6} />;
    case 'failed':
      return (
        <FailedState
          card
          title={t.lists.failed}
          reason={failureText(t, now.failure)}
          retry={t.connection.retry}
          busy={now.busy}
          onRetry={() => void model.load()}
        />
      );
    case 'ready':
      if (now.total === 0) return empty;
      return (
        <>
          <div className={styles.tools}>
            <SearchBox
              label={search}
              value={now.search}
              onChange={model.search}
              clear={t.lists.clear}
              found={t.lists.found(now.shown.length)}
            />
            {parts && (
              <Segments
                label={parts.label}
                value={now.filter ?? ''}
                onChange={model.show}
                choices={parts.choices}
              />
            )}
            {beside}
            <span className={styles.count}>
              {now.shown.length === now.total
                ? total(now.total)
                : t.lists.some(now.shown.length, total(now.total))}
            </span>
          </div>
          {now.shown.length === 0 ? (
            <EmptyState card icon={IconSearchOff} title={t.lists.nothing} hint={t.lists.nothingHint} />
          ) : (
            <Table
              label={label}
              columns={columns}
              rows={now.shown}
              keyOf={({ entry }) => keyOf(entry)}
              sort={now.sort}
              onSort={model.sortBy}
            />
          )}
        </>
      );
  }
}
