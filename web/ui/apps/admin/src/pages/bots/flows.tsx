import { LoadingState } from '@frontdesk/kit/states';
import { lazy, Suspense } from 'react';
import { NotFound } from '../../frame/not_found';
import type { PageProps } from '../../pages';
import { useWords } from '../../words';
import { FlowList } from './flow_list';

const Builder = lazy(() => import('./builder/builder'));

export default function FlowsPage({ rest }: PageProps) {
  const { t } = useWords();
  const [which, more] = rest;
  if (which === undefined) return <FlowList />;
  const id = Number(which);
  if (!Number.isSafeInteger(id) || id < 1 || more !== undefined) return <NotFound />;
  return (
    <Suspense fallback={<LoadingState label={t.connection.loading} />}>
      <Builder key={id} id={id} />
    </Suspense>
  );
}
