import { Button, ButtonLink } from '@frontdesk/kit/button';
import { EmptyState } from '@frontdesk/kit/states';
import { IconLock } from '@tabler/icons-react';
import { useInside } from '../desk_context';
import { useWords } from '../words';

/** For those who are signed in and may not be here: says why, and who can change that. */
export function Forbidden() {
  const { desk, signOut } = useInside();
  const { t } = useWords();
  return (
    <main>
      <EmptyState
        page
        icon={IconLock}
        title={t.frame.forbidden.title}
        hint={t.frame.forbidden.hint(desk.me.name)}
        action={
          <>
            <ButtonLink look="strong" href="/workspace">
              {t.frame.forbidden.back}
            </ButtonLink>
            <Button onClick={signOut}>{t.look.signOut}</Button>
          </>
        }
      />
    </main>
  );
}
