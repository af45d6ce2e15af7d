import { Confirm } from '@frontdesk/kit/dialog';
import { useModel } from '@frontdesk/kit/use_model';
import { useDesk } from '../desk_context';
import { useWords } from '../words';

export function LeaveDialog() {
  const { router } = useDesk();
  const { t } = useWords();
  const { leaving } = useModel(router);
  return (
    <Confirm
      opened={leaving}
      title={t.frame.leave.title}
      confirm={t.frame.leave.leave}
      cancel={t.frame.leave.stay}
      danger
      onConfirm={router.leave}
      onCancel={router.stay}
    >
      {t.frame.leave.text}
    </Confirm>
  );
}
