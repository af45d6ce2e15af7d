import type { Article, Step } from '../../../../models/flows/draft';
import { variablesOf } from '../../../../models/flows/variables';
import { useWords } from '../../../../words';
import { BotText, TextField } from '../fields';
import { Rows } from '../rows';
import { useScene } from '../scene';
import { WayField } from '../way_field';
import type { FormProps } from './step_form';

type Of<Type extends Step['type']> = FormProps<Extract<Step, { type: Type }>>;

const LABEL = 80;
const TITLE = 128;
const EXCERPT = 512;
const URL = 2_048;

export function useVariables(): string[] {
  return variablesOf(useScene().now.flow);
}

/** An id that none of these has. */
export function freeId(taken: readonly string[], prefix: string): string {
  for (let number = 1; ; number++) {
    const id = `${prefix}${number}`;
    if (!taken.includes(id)) return id;
  }
}

export function MessageForm({ step, change }: Of<'send_message'>) {
  const { t } = useWords();
  const w = t.flows.edit;
  const links = step.links ?? [];
  return (
    <>
      <BotText
        label={w.text}
        value={step.text}
        variables={useVariables()}
        onChange={(text) => change({ ...step, text }, 'text')}
      />
      <Rows
        rows={links}
        name={w.link}
        most={3}
        add={w.addLink}
        fresh={() => ({ label: '', url: '' })}
        onChange={(next) => change({ ...step, links: next })}
        onType={(next, tag) => change({ ...step, links: next }, tag)}
      >
        {(link, set) => (
          <>
            <TextField
              label={w.label}
              value={link.label}
              max={LABEL}
              onChange={(label) => set({ ...link, label }, 'label')}
            />
            <TextField
              label={w.url}
              type="url"
              value={link.url}
              max={URL}
              onChange={(url) => set({ ...link, url }, 'url')}
            />
          </>
        )}
      </Rows>
    </>
  );
}

export function OptionsForm({ id, step, change }: Of<'present_options'>) {
  const { t } = useWords();
  const w = t.flows.edit;
  const fresh = () => ({
    id: freeId(
      step.options.map((option) => option.id),
      'o',
    ),
    label: '',
  });
  return (
    <>
      <BotText
        label={w.question}
        value={step.text}
        variables={useVariables()}
        onChange={(text) => change({ ...step, text }, 'text')}
      />
      <Rows
        rows={step.options}
        name={w.option}
        least={1}
        most={10}
        add={w.addOption}
        fresh={fresh}
        onChange={(options) => change({ ...step, options })}
        onType={(options, tag) => change({ ...step, options }, tag)}
      >
        {(option, set) => (
          <>
            <TextField
              label={w.label}
              value={option.label}
              max={LABEL}
              onChange={(label) => set({ ...option, label }, 'label')}
            />
            <WayField step={id} way={`option:${option.id}`} />
          </>
        )}
      </Rows>
    </>
  );
}

export function ArticlesForm({ step, change }: Of<'articles'>) {
  const { t } = useWords();
  const w = t.flows.edit;
  return (
    <>
      <BotText
        label={w.text}
        value={step.text}
        variables={useVariables()}
        onChange={(text) => change({ ...step, text }, 'text')}
      />
      <Rows
        rows={step.articles}
        name={w.article}
        least={1}
        most={6}
        add={w.addArticle}
        hint={w.articlesHint}
        fresh={(): Article => ({ title: '', url: '' })}
        onChange={(articles) => change({ ...step, articles })}
        onType={(articles, tag) => change({ ...step, articles }, tag)}
      >
        {(article, set) => (
          <>
            <TextField
              label={w.articleTitle}
              value={article.title}
              max={TITLE}
              onChange={(title) => set({ ...article, title }, 'title')}
            />
            <TextField
              label={w.url}
              type="url"
              value={article.url}
              max={URL}
              onChange={(url) => set({ ...article, url }, 'url')}
            />
            <TextField
              label={w.excerpt}
              value={article.excerpt ?? ''}
              max={EXCERPT}
              onChange={(excerpt) => set({ ...article, excerpt }, 'excerpt')}
            />
          </>
        )}
      </Rows>
    </>
  );
}

export function ResolvedForm({ step, change }: Of<'ask_if_resolved'>) {
  const { t } = useWords();
  const w = t.flows.edit;
  const variables = useVariables();
  return (
    <>
      <BotText
        label={w.question}
        value={step.text}
        variables={variables}
        onChange={(text) => change({ ...step, text }, 'text')}
      />
      <TextField
        label={w.yes}
        value={step.yes}
        max={LABEL}
        hint={w.yesHint}
        onChange={(yes) => change({ ...step, yes }, 'yes')}
      />
      <BotText
        label={w.thanks}
        value={step.thanks ?? ''}
        variables={variables}
        lines={2}
        onChange={(thanks) => change({ ...step, thanks }, 'thanks')}
      />
      <TextField label={w.no} value={step.no} max={LABEL} onChange={(no) => change({ ...step, no }, 'no')} />
    </>
  );
}

export function VariablesForm({ step, change }: Of<'set_variable'>) {
  const { t } = useWords();
  const w = t.flows.edit;
  const variables = useVariables();
  return (
    <Rows
      rows={step.assignments}
      name={w.assignment}
      least={1}
      most={12}
      add={w.addVariable}
      fresh={() => ({ name: '', value: '' })}
      onChange={(assignments) => change({ ...step, assignments: [...assignments] })}
      onType={(assignments, tag) => change({ ...step, assignments: [...assignments] }, tag)}
    >
      {(assignment, set) => (
        <>
          <TextField
            label={w.variable}
            value={assignment.name}
            max={64}
            onChange={(name) => set({ ...assignment, name }, 'name')}
          />
          <BotText
            label={w.value}
            value={assignment.value}
            variables={variables}
            lines={1}
            onChange={(value) => set({ ...assignment, value }, 'value')}
          />
        </>
      )}
    </Rows>
  );
}
