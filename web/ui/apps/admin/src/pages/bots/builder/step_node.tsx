import { IconAlertTriangle, IconFlag } from '@tabler/icons-react';
import { Handle, type NodeProps, Position, useUpdateNodeInternals } from '@xyflow/react';
import { useEffect } from 'react';
import { Said } from '../../../frame/said';
import { exitsOf } from '../../../models/flows/ways';
import { useWords } from '../../../words';
import { exitName, ICONS, saysOf, stepName } from '../step_words';
import { AddMenu } from './add_menu';
import styles from './canvas.module.css';
import type { StepNode } from './drawing';
import { useScene } from './scene';

export function StepNodeView({ id, data, selected }: NodeProps<StepNode>) {
  const { now } = useScene();
  const { t } = useWords();
  const { step, begins, wrong, tried } = data;
  const Icon = ICONS[step.type];
  const says = saysOf(step);
  const exits = exitsOf(step);
  const measure = useUpdateNodeInternals();
  const order = exits.map(({ key }) => key).join(' ');
  // Lines begin where their way stands now, even when ways only changed places.
  useEffect(() => {
    if (order !== '') measure(id);
  }, [measure, id, order]);
  return (
    <div
      className={styles.node}
      data-selected={selected || undefined}
      data-wrong={wrong > 0 || undefined}
      data-tried={tried || undefined}
    >
      <Handle type="target" position={Position.Left} className={styles.handle ?? ''} />
      {begins && (
        <span className={styles.begins}>
          <IconFlag size={12} stroke={2} aria-hidden="true" />
          {t.flows.ways.begins}
        </span>
      )}
      <div className={styles.head}>
        <span className={styles.badge} data-kind={step.type}>
          <Icon size={15} stroke={1.8} aria-hidden="true" />
        </span>
        <span className={styles.kind}>{t.flows.kinds[step.type].name}</span>
        {wrong > 0 && (
          <span className={styles.wrong} title={t.flows.builder.wrong(wrong)}>
            <IconAlertTriangle size={15} stroke={2} aria-hidden="true" />
            <span className="fd-hidden">{t.flows.builder.wrong(wrong)}</span>
          </span>
        )}
      </div>
      {says !== '' && (
        <p className={styles.says} dir="auto">
          <Said text={says} />
        </p>
      )}
      <Picture id={id} />
      <ul className={styles.exits}>
        {exits.map((exit) => {
          const name = exitName(t, step, exit);
          return (
            <li key={exit.key} data-way-step={id} data-way-key={exit.key}>
              <span className={styles.exit} data-loose={(exit.to === null && !exit.optional) || undefined}>
                {name}
              </span>
              {exit.to === null && (
                <AddMenu
                  place={{ at: 'way', step: id, key: exit.key }}
                  label={t.flows.builder.addHere(t.flows.builder.after(stepName(t, now.flow, id), name))}
                />
              )}
              <Handle
                type="source"
                position={Position.Right}
                id={exit.key}
                className={styles.handle ?? ''}
                data-loose={exit.to === null || undefined}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** What a step shows beside its words: the titles of its articles. */
function Picture({ id }: { id: string }) {
  const { now } = useScene();
  const step = now.flow.steps[id];
  if (step?.type !== 'articles') return null;
  return (
    <ul className={styles.titles}>
      {step.articles.map((article, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an article is its place
        <li key={at} dir="auto">
          {article.title || '…'}
        </li>
      ))}
    </ul>
  );
}
