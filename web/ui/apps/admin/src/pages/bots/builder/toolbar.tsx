import { failureText } from '@frontdesk/desk/failures';
import { Button } from '@frontdesk/kit/button';
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowLeft,
  IconCloudCheck,
  IconCloudUp,
  IconHistory,
  IconPlayerPlay,
  IconSettings,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from '../../../frame/link';
import { useWords } from '../../../words';
import styles from './builder.module.css';
import { PublishDialog } from './publish_dialog';
import { type Panel, useScene } from './scene';

export interface ToolbarProps {
  view: 'canvas' | 'outline';
  /** Not where there is room for one only. */
  onView: ((view: 'canvas' | 'outline') => void) | null;
}

export function Toolbar({ view, onView }: ToolbarProps) {
  const { model, trial, now, panel, open } = useScene();
  const { t } = useWords();
  const w = t.flows.builder;
  const [publishing, setPublishing] = useState(false);
  const toggle = (which: Panel) => open(panel === which ? null : which);
  const settings = () => {
    model.select(null);
    open('inspect');
  };
  const tryIt = () => {
    toggle('trial');
    if (panel !== 'trial' && trial.snapshot().state === null) void trial.restart();
  };
  const wrong = now.problems.length;
  return (
    <div className={styles.toolbar}>
      <Link to="bots/flows" className={styles.back} aria-label={w.back} title={w.back}>
        <IconArrowLeft size={17} stroke={1.8} aria-hidden="true" />
      </Link>
      <input
        className={styles.name}
        aria-label={w.rename}
        value={now.flow.name}
        maxLength={120}
        placeholder={t.flows.untitled}
        onChange={(event) => model.configure({ name: event.currentTarget.value }, 'name')}
      />
      <Saved />
      <fieldset className={styles.tools} aria-label={w.tools}>
        <Button
          small
          square
          look="quiet"
          aria-label={w.undo}
          title={w.undo}
          disabled={!now.canUndo}
          onClick={model.undo}
        >
          <IconArrowBackUp size={17} stroke={1.8} aria-hidden="true" />
        </Button>
        <Button
          small
          square
          look="quiet"
          aria-label={w.redo}
          title={w.redo}
          disabled={!now.canRedo}
          onClick={model.redo}
        >
          <IconArrowForwardUp size={17} stroke={1.8} aria-hidden="true" />
        </Button>
      </fieldset>
      {onView && (
        <fieldset className={styles.views} aria-label={w.view}>
          {(['canvas', 'outline'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={one === view} onClick={() => onView(one)}>
              {w[one]}
            </button>
          ))}
        </fieldset>
      )}
      <span className={styles.space} />
      <Button
        small
        look="quiet"
        aria-pressed={panel === 'inspect' && now.selected === null}
        aria-label={w.settings}
        title={w.settings}
        onClick={settings}
      >
        <IconSettings size={16} stroke={1.8} aria-hidden="true" />
      </Button>
      <Button
        small
        look="quiet"
        aria-pressed={panel === 'problems'}
        className={wrong > 0 ? styles.wrong : undefined}
        title={wrong > 0 ? w.wrong(wrong) : w.problems}
        onClick={() => toggle('problems')}
      >
        <IconAlertTriangle size={16} stroke={1.8} aria-hidden="true" />
        <span className={styles.words}>{wrong > 0 ? w.wrong(wrong) : w.problems}</span>
      </Button>
      <Button
        small
        look="quiet"
        aria-pressed={panel === 'versions'}
        title={w.versions}
        onClick={() => toggle('versions')}
      >
        <IconHistory size={16} stroke={1.8} aria-hidden="true" />
        <span className={styles.words}>{w.versions}</span>
      </Button>
      <Button small aria-pressed={panel === 'trial'} onClick={tryIt}>
        <IconPlayerPlay size={16} stroke={1.8} aria-hidden="true" />
        {w.tryIt}
      </Button>
      <Button
        small
        look="strong"
        disabled={!now.detail.changed && now.saving.is === 'saved'}
        onClick={() => setPublishing(true)}
      >
        {w.publish}
      </Button>
      {publishing && <PublishDialog onClose={() => setPublishing(false)} />}
    </div>
  );
}

function Saved() {
  const { model, now } = useScene();
  const { t } = useWords();
  const w = t.flows.builder;
  const { saving } = now;
  return (
    <span className={styles.saved} role="status" data-bad={saving.is === 'failed' || undefined}>
      {saving.is === 'saved' && <IconCloudCheck size={16} stroke={1.7} aria-hidden="true" />}
      {(saving.is === 'waiting' || saving.is === 'saving') && (
        <IconCloudUp size={16} stroke={1.7} aria-hidden="true" />
      )}
      <span className={styles.words}>
        {saving.is === 'saved' && w.saved}
        {saving.is === 'waiting' && w.waiting}
        {saving.is === 'saving' && w.saving}
      </span>
      {saving.is === 'failed' && (
        <>
          {w.notSaved(failureText(t, saving.failure))}{' '}
          <button type="button" onClick={() => void model.save()}>
            {w.saveNow}
          </button>
        </>
      )}
    </span>
  );
}
