import { Button } from '@frontdesk/kit/button';
import { useModel } from '@frontdesk/kit/use_model';
import { useState } from 'react';
import { useInside } from './inside';
import styles from './notice_prompt.module.css';
import { useWords } from './words';

/** Asked once work is expected, so that the browser's own question does not come out of nothing. */
export function NoticePrompt() {
  const { workspace, preferences } = useInside();
  const { t } = useWords();
  const { noticesLater } = useModel(preferences);
  const { status } = useModel(workspace.status);
  const { herald } = workspace.ports;
  const [permission, setPermission] = useState(herald.permission());
  if (permission !== 'default' || noticesLater || status !== 'online') return null;
  const ask = () => void herald.ask().then(() => setPermission(herald.permission()));
  return (
    <aside className={styles.prompt} aria-label={t.frame.sound.notify}>
      <p>
        <strong>{t.frame.sound.notify}</strong>
        {t.frame.sound.notifyHint}
      </p>
      <Button small onClick={() => preferences.choose({ noticesLater: true })}>
        {t.frame.sound.later}
      </Button>
      <Button small look="strong" onClick={ask}>
        {t.frame.sound.allow}
      </Button>
    </aside>
  );
}
