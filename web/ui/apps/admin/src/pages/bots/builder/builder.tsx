import { failureText } from '@frontdesk/desk/failures';
import { FailedState, LoadingState } from '@frontdesk/kit/states';
import { useModel } from '@frontdesk/kit/use_model';
import type { AdminField, Group } from '@frontdesk/protocol';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useDesk } from '../../../desk_context';
import { BackLink } from '../../../frame/back_link';
import { PageBody } from '../../../frame/page';
import { BuilderModel } from '../../../models/flows/builder';
import type { Built } from '../../../models/flows/builder_state';
import { TrialModel } from '../../../models/flows/trial';
import { useOwned } from '../../../use_owned';
import { useWords } from '../../../words';
import styles from './builder.module.css';
import { ConflictBar } from './conflict_bar';
import { Outline } from './outline';
import { Palette } from './palette';
import { RemoveDialog } from './remove_dialog';
import { type Panel, type Scene, SceneContext } from './scene';
import { Side } from './side';
import { Toolbar } from './toolbar';
import { useBuilderKeys } from './use_builder_keys';

const Canvas = lazy(() => import('./canvas'));

/** Below this there is no room for a canvas: the outline does everything. */
const ROOM = '(min-width: 900px)';

export default function Builder({ id }: { id: number }) {
  const { rest, timers, router } = useDesk();
  const { t } = useWords();
  const model = useOwned(() => new BuilderModel({ rest, timers, id }));
  const now = useModel(model);
  useEffect(() => router.guard(() => model.unsaved), [router, model]);
  useEffect(() => {
    // What is typed in the last second is written before the tab sleeps.
    const hidden = () => {
      if (document.visibilityState === 'hidden') void model.save();
    };
    document.addEventListener('visibilitychange', hidden);
    return () => document.removeEventListener('visibilitychange', hidden);
  }, [model]);
  switch (now.is) {
    case 'loading':
      return <LoadingState label={t.connection.loading} />;
    case 'failed':
      return (
        <PageBody title={t.flows.one} back={<BackLink to="bots/flows">{t.flows.title}</BackLink>}>
          <FailedState
            card
            title={t.flows.builder.failed}
            reason={failureText(t, now.failure)}
            retry={t.connection.retry}
            onRetry={() => void model.load()}
          />
        </PageBody>
      );
    case 'ready':
      return <Drawing model={model} now={now} />;
  }
}

function Drawing({ model, now }: { model: BuilderModel; now: Built }) {
  const { rest } = useDesk();
  const { t } = useWords();
  const roomy = useMediaQuery(ROOM, true, { getInitialValueInEffect: false }) ?? true;
  const [view, setView] = useState<'canvas' | 'outline'>('canvas');
  const [panel, setPanel] = useState<Panel | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const trial = useOwned(() => new TrialModel(rest, () => flowOf(model)));
  const { groups, fields } = useNames();
  const stage = useRef<HTMLDivElement>(null);
  const show = useCallback(
    (step: string) => {
      model.select(step);
      setPanel('inspect');
    },
    [model],
  );
  useBuilderKeys(model, stage);
  const name = now.flow.name.trim() || t.flows.untitled;
  useEffect(() => {
    document.title = `${name} · ${t.flows.title} · ${t.product}`;
  }, [name, t]);
  const scene: Scene = useMemo(
    () => ({ model, trial, now, groups, fields, panel, open: setPanel, show, askRemove: setRemoving }),
    [model, trial, now, groups, fields, panel, show],
  );
  const drawn = roomy && view === 'canvas';
  return (
    <SceneContext value={scene}>
      <div className={styles.builder} ref={stage} data-panel={panel !== null || undefined}>
        <h1 className="fd-hidden">{name}</h1>
        <Toolbar view={drawn ? 'canvas' : 'outline'} onView={roomy ? setView : null} />
        {now.saving.is === 'conflict' && <ConflictBar />}
        <div className={styles.stage}>
          {roomy && <Palette />}
          {drawn ? (
            <Suspense fallback={<LoadingState label={t.connection.loading} />}>
              <Canvas />
            </Suspense>
          ) : (
            <Outline />
          )}
          {panel !== null && <Side panel={panel} />}
        </div>
      </div>
      <RemoveDialog step={removing} onClose={() => setRemoving(null)} />
    </SceneContext>
  );
}

function flowOf(model: BuilderModel) {
  const now = model.snapshot();
  return now.is === 'ready' ? now.flow : { name: '', fallback: '', steps: {} };
}

/** Groups and ticket fields are only choices here: without them everything else can still be drawn. */
function useNames() {
  const { rest } = useDesk();
  const [names, setNames] = useState<{ groups: Group[]; fields: AdminField[] }>({ groups: [], fields: [] });
  useEffect(() => {
    let gone = false;
    const load = async () => {
      const [groups, fields] = await Promise.all([
        rest.list<Group>('groups'),
        rest.list<AdminField>('fields'),
      ]);
      if (gone) return;
      setNames({
        groups: groups.entries.map(({ entry }) => entry),
        fields: fields.entries.map(({ entry }) => entry),
      });
    };
    load().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [rest]);
  return names;
}
