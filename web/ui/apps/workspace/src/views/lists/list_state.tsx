import { Button } from '@frontdesk/kit/button';
import { EmptyState, FailedState, LoadingState } from '@frontdesk/kit/states';
import { IconCircleCheck, IconFilterOff, IconInbox } from '@tabler/icons-react';
import { failureText } from '../../i18n/failures';
import type { ListsSnapshot } from '../../models/lists';
import { useInside } from '../inside';
import { useWords } from '../words';

/** What stands where the rows would: nothing yet, nothing at all, nothing that matches, or why not. */
export function ListState({ now }: { now: ListsSnapshot }) {
  const { workspace } = useInside();
  const { t } = useWords();
  const { list, rows, words } = now;
  switch (rows.is) {
    case 'loading':
      return <LoadingState label={t.connection.loading} rows={8} />;
    case 'failed':
      return (
        <FailedState
          title={t.frame.people.failed}
          reason={failureText(t, rows.failure)}
          retry={t.connection.retry}
          onRetry={workspace.lists.retry}
        />
      );
    case 'ready':
      if (rows.total > 0) return null;
      if (words.trim() === '')
        return (
          <EmptyState
            icon={list === 'unassigned' || list === 'social_unassigned' ? IconCircleCheck : IconInbox}
            title={t.frame.lists.empty[list]}
            hint={t.frame.lists.hints[list]}
          />
        );
      return (
        <EmptyState
          icon={IconFilterOff}
          title={t.frame.lists.noneFound}
          hint={t.frame.lists.noneFoundHint}
          action={
            <>
              <Button onClick={() => workspace.lists.filter('')}>{t.frame.lists.clearFilter}</Button>
              <Button look="strong" onClick={() => workspace.palette.open(words)}>
                {t.frame.lists.searchAll}
              </Button>
            </>
          }
        />
      );
  }
}
