import { failureText } from '@frontdesk/desk/failures';
import { FailedState, LoadingState } from '@frontdesk/kit/states';
import { useModel } from '@frontdesk/kit/use_model';
import type { ReactNode } from 'react';
import { PageBody } from '../frame/page';
import { useOwned } from '../use_owned';
import { useWords } from '../words';
import { LoadModel } from './load_model';

export interface LoadedProps<Value> {
  /** Runs once; give the element a `key` to read something else. */
  read: () => Promise<Value>;
  /** Stands for a whole page: its head where it could not be read, so that the way back is not lost with it. */
  head?: { readonly title: string; readonly back: ReactNode };
  /** Within a card. */
  inside?: boolean;
  children: (value: Value, again: () => Promise<void>) => ReactNode;
}

/** Reads, and shows what was read once it is there. */
export function Loaded<Value>({ read, head, inside, children }: LoadedProps<Value>) {
  const { t } = useWords();
  const model = useOwned(() => new LoadModel(read));
  const now = useModel(model);
  switch (now.is) {
    case 'loading':
      return <LoadingState label={t.connection.loading} rows={6} />;
    case 'failed': {
      const failed = (
        <FailedState
          card={!inside}
          title={t.lists.pageFailed}
          reason={failureText(t, now.failure)}
          retry={t.connection.retry}
          busy={now.busy}
          onRetry={() => void model.load()}
        />
      );
      return head ? <PageBody {...head}>{failed}</PageBody> : failed;
    }
    case 'ready':
      return children(now.value, model.load);
  }
}
