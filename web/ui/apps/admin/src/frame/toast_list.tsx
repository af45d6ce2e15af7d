import { Toasts } from '@frontdesk/kit/toasts';
import { useModel } from '@frontdesk/kit/use_model';
import { useDesk } from '../desk_context';
import { useWords } from '../words';

export function ToastList() {
  const { toasts } = useDesk();
  const { t, f } = useWords();
  const shown = useModel(toasts);
  return (
    <Toasts
      label={t.frame.toasts.label}
      close={t.frame.toasts.close}
      toasts={shown.map(({ id, tone, say }) => ({ id, tone, text: say(t, f) }))}
      onClose={toasts.dismiss}
    />
  );
}
