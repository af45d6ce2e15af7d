import { Link } from '../../../frame/link';
import { variablesOf } from '../../../models/flows/variables';
import { useWords } from '../../../words';
import { stepName } from '../step_words';
import { BotText, ChoiceField, TickField } from './fields';
import { ProblemList } from './problems';
import { useScene } from './scene';
import styles from './side.module.css';

/** What holds for the flow as a whole, and who uses it. */
export function FlowForm() {
  const { model, now } = useScene();
  const { t } = useWords();
  const w = t.flows.edit;
  const { flow, detail } = now;
  const variables = variablesOf(flow);
  const wrong = now.problems.filter((problem) => problem.step === null);
  return (
    <>
      {wrong.length > 0 && <ProblemList problems={wrong} />}
      <ChoiceField
        label={w.first}
        value={flow.start && flow.steps[flow.start] ? flow.start : ''}
        onChange={(start) => model.begin(start === '' ? null : start)}
        options={[
          { value: '', label: t.flows.ways.loose },
          ...Object.keys(flow.steps).map((id) => ({ value: id, label: stepName(t, flow, id) })),
        ]}
      />
      <BotText
        label={w.greeting}
        value={flow.greeting ?? ''}
        variables={variables}
        lines={2}
        onChange={(greeting) => model.configure({ greeting }, 'greeting')}
      />
      <BotText
        label={w.fallback}
        value={flow.fallback}
        variables={variables}
        lines={2}
        onChange={(fallback) => model.configure({ fallback }, 'fallback')}
      />
      <TickField
        label={w.human}
        hint={w.humanHint}
        checked={flow.talk_to_human ?? false}
        onChange={(talk_to_human) => model.configure({ talk_to_human })}
      />
      <div className={styles.uses}>
        <h3>{t.flows.used}</h3>
        {detail.used_by.length === 0 ? (
          <p>{t.flows.builder.usedByNobody}</p>
        ) : (
          <ul>
            {detail.used_by.map((use) => (
              <li key={use.id}>
                <Link to={`channels/messaging/${use.id}`}>{use.name}</Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
