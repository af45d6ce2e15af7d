import { LoadingState } from '@frontdesk/kit/states';
import { useModel } from '@frontdesk/kit/use_model';
import { useMediaQuery } from '@mantine/hooks';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useDesk } from '../desk_context';
import { findPage, preloadPages } from '../pages';
import { useWords } from '../words';
import { FootContext } from './foot';
import styles from './frame.module.css';
import { Home } from './home';
import { LeaveDialog } from './leave_dialog';
import { Nav } from './nav';
import { NavDrawer } from './nav_drawer';
import { NotFound } from './not_found';
import { PageContext } from './page';
import { PageBoundary } from './page_boundary';
import { ToastList } from './toast_list';
import { TopBar } from './top_bar';

/** Below this the navigation is a drawer. */
const BESIDE = '(min-width: 900px)';

export function Frame() {
  const { router } = useDesk();
  const { t } = useWords();
  const { path } = useModel(router);
  const beside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false }) ?? true;
  const [drawer, setDrawer] = useState(false);
  const [foot, setFoot] = useState<HTMLElement | null>(null);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    setDrawer(false);
    // Not on the first page: there the browser decides where reading begins.
    if (shown.current !== path) main.current?.focus();
    shown.current = path;
    main.current?.scrollTo(0, 0);
  }, [path]);
  useEffect(() => void preloadPages(), []);
  const found = findPage(path);
  return (
    <div className={styles.frame} data-nav={beside ? 'beside' : 'drawer'}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {t.frame.skip}
      </button>
      {beside && <Nav current={found?.page ?? null} />}
      <div className={styles.column}>
        <TopBar page={found?.page ?? null} onNav={beside ? null : () => setDrawer(true)} />
        <main className={styles.main} ref={main} tabIndex={-1}>
          <FootContext value={foot}>
            <div className={styles.content}>
              <PageBoundary key={found?.page.path ?? path}>
                <Suspense fallback={<LoadingState label={t.connection.loading} />}>
                  {found && (
                    <PageContext value={found.page}>
                      <found.page.View key={found.page.path} rest={found.rest} />
                    </PageContext>
                  )}
                  {!found && (path === '' ? <Home /> : <NotFound />)}
                </Suspense>
              </PageBoundary>
            </div>
          </FootContext>
          <div className={styles.foot} ref={setFoot} />
        </main>
      </div>
      {!beside && (
        <NavDrawer opened={drawer} onClose={() => setDrawer(false)} current={found?.page ?? null} />
      )}
      <LeaveDialog />
      <ToastList />
    </div>
  );
}
