import { FailedState } from '@frontdesk/kit/states';
import { Component, type ReactNode } from 'react';
import { useWords } from '../words';

interface PageBoundaryProps {
  children: ReactNode;
}

/**
 * A page whose program did not come (the server is gone, or newer than this page), or that failed, takes nothing
 * else with it. Give it a `key`, so that another page is another try.
 */
export class PageBoundary extends Component<PageBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <PageFailed /> : this.props.children;
  }
}

function PageFailed() {
  const { t } = useWords();
  return (
    <FailedState
      page
      title={t.lists.pageFailed}
      reason={t.frame.pageFailedHint}
      retry={t.connection.reload}
      onRetry={() => location.reload()}
    />
  );
}
