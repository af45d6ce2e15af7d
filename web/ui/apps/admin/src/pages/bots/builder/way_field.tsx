import { useId } from 'react';
import { STEP_TYPES } from '../../../models/flows/draft';
import { newStep } from '../../../models/flows/starter';
import { type Exit, exitsOf } from '../../../models/flows/ways';
import { useWords } from '../../../words';
import { exitName, stepName } from '../step_words';
import styles from './fields.module.css';
import { useScene } from './scene';

const NEW = '+';

/** Where a way leads: the line on the canvas, for everybody who does not draw it. */
export function WayField({ step, way, label }: { step: string; way: string; label?: string }) {
  const { model, now } = useScene();
  const { t } = useWords();
  const id = useId();
  const from = now.flow.steps[step];
  const exit = from && exitsOf(from).find(({ key }) => key === way);
  if (!from || !exit) return null;
  const choose = (value: string) => {
    const type = STEP_TYPES.find((one) => value === NEW + one);
    if (type) model.add(newStep(type, t.flows.starter), { at: 'way', step, key: way });
    else model.connect(step, way, value === '' ? null : value);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label ?? t.flows.edit.goesTo}</label>
      <select id={id} value={exit.to ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{exit.optional ? t.flows.ways.end : t.flows.ways.loose}</option>
        {Object.keys(now.flow.steps).map((other) => (
          <option key={other} value={other}>
            {stepName(t, now.flow, other)}
          </option>
        ))}
        <optgroup label={t.flows.edit.newStep}>
          {STEP_TYPES.map((type) => (
            <option key={type} value={NEW + type}>
              {t.flows.kinds[type].name}
            </option>
          ))}
        </optgroup>
      </select>
    </div>
  );
}

/** The ways that are no part of something else in the form. */
export function PlainWays({ step }: { step: string }) {
  const { now } = useScene();
  const { t } = useWords();
  const from = now.flow.steps[step];
  if (!from) return null;
  const plain = ({ key }: Exit) => key === 'next' || key === 'else';
  return exitsOf(from)
    .filter(plain)
    .map((exit) => (
      <WayField
        key={exit.key}
        step={step}
        way={exit.key}
        label={t.flows.edit.goesToOf(exitName(t, from, exit))}
      />
    ));
}
