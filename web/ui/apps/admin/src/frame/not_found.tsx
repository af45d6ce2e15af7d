import { buttonLooks } from '@frontdesk/kit/button';
import { EmptyState } from '@frontdesk/kit/states';
import { IconMapOff } from '@tabler/icons-react';
import { useWords } from '../words';
import { Link } from './link';

export function NotFound() {
  const { t } = useWords();
  return (
    <EmptyState
      page
      icon={IconMapOff}
      title={t.frame.notFound.title}
      hint={t.frame.notFound.hint}
      action={
        <Link to="" {...buttonLooks({})}>
          {t.frame.notFound.back}
        </Link>
      }
    />
  );
}
