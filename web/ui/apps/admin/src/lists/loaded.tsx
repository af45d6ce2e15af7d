import { failureText } from '@frontdesk/desk/failures';
import { FailedState, LoadingState } from '@frontdesk/kit/states';
import { useModel } from '@frontdesk/kit/use_model';
import type { ReactNode } from 'react';
import { useOwned } from '../use_owned';
import { useWords } from '../words';
import { LoadModel } from './load_model';

export interface LoadedProps<Value> {
  /** Runs once; give the element a `key` to read something else. */
  read: () => Promise<Value>;
  /** Stands for a whole page: a failure is then the page's heading. */
  page?: boolean;
  children: (value: Value, again: () => Promise<void>) => ReactNode;
}

/** Reads, and shows what was read once it is there. */
export function Loaded<Value>({ read, page, children }: LoadedProps<Value>) {
  const { t } = useWords();
  const model = useOwned(() => new LoadModel(read));
  const now = useModel(model);
  switch (now.is) {
    case 'loading':
      return <LoadingState label={t.connection.loading} rows={6} />;
    case 'failed':
      return (
        <FailedState
          page={page ?? false}
          title={t.lists.pageFailed}
          reason={failureText(t, now.failure)}
          retry={t.connection.retry}
          busy={now.busy}
          onRetry={() => void model.load()}
        />
      );
    case 'ready':
      return children(now.value, model.load);
  }
}
