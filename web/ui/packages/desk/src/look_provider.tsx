import { paintAccent } from '@frontdesk/kit/accent';
import { theme } from '@frontdesk/kit/theme';
import { useModel } from '@frontdesk/kit/use_model';
import { MantineProvider } from '@mantine/core';
import { type ReactNode, useLayoutEffect } from 'react';
import type { LookModel } from './look';
import { useScheme } from './use_scheme';

/** Our colours for everything below, and for the page itself. */
export function LookProvider({
  look,
  children,
}: {
  look: Pick<LookModel, 'snapshot' | 'subscribe' | 'account'>;
  children: ReactNode;
}) {
  const { scheme, contrast } = useScheme(useModel(look).scheme);
  useLayoutEffect(() => {
    document.documentElement.dataset['contrast'] = contrast;
  }, [contrast]);
  const accent = look.account?.accent ?? null;
  useLayoutEffect(
    () => paintAccent(document.documentElement, accent, { scheme, contrast }),
    [accent, scheme, contrast],
  );
  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      withCssVariables={false}
      withGlobalClasses={false}
      withStaticClasses={false}
    >
      {children}
    </MantineProvider>
  );
}
