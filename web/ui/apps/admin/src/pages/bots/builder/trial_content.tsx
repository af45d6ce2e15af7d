import { Button } from '@frontdesk/kit/button';
import { LinkedText } from '@frontdesk/kit/linked_text';
import { safeHref } from '@frontdesk/kit/links';
import type { Content, FormField, Span } from '@frontdesk/protocol';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../../words';
import { ChoiceField, TextField } from './fields';
import { useScene } from './scene';
import styles from './trial.module.css';

/** What the bot says, as the widget would show it. */
export function TrialContent({ content, live }: { content: Content; live: boolean }) {
  const { trial } = useScene();
  switch (content.type) {
    case 'text':
      return <Bubble text={content.text} spans={content.spans} />;
    case 'options':
      return (
        <>
          <Bubble text={content.text} spans={content.spans} />
          {live && (
            <div className={styles.options}>
              {content.options.map((option) => (
                <Choice
                  key={option.id}
                  label={option.label}
                  onClick={() => void trial.choose(option.id, option.label)}
                />
              ))}
            </div>
          )}
        </>
      );
    case 'articles':
      return (
        <>
          <Bubble text={content.text} spans={content.spans} />
          <ul className={styles.cards}>
            {content.articles.map((article) => (
              <li key={article.url}>
                <Out url={article.url} label={article.title} />
                {article.excerpt !== null && <p dir="auto">{article.excerpt}</p>}
              </li>
            ))}
          </ul>
        </>
      );
    case 'carousel':
      return (
        <>
          {content.text !== null && <Bubble text={content.text} spans={content.spans} />}
          <ul className={styles.cards}>
            {content.cards.map((card) => (
              <li key={card.title}>
                <strong dir="auto">{card.title}</strong>
                {card.description !== null && <p dir="auto">{card.description}</p>}
                {card.buttons.map((button) =>
                  button.type === 'link' ? (
                    <Out key={button.label} url={button.url} label={button.label} />
                  ) : (
                    live && (
                      <Choice
                        key={button.id}
                        label={button.label}
                        onClick={() => void trial.choose(button.id, button.label)}
                      />
                    )
                  ),
                )}
              </li>
            ))}
          </ul>
        </>
      );
    case 'form':
      return (
        <>
          <Bubble text={content.text} spans={content.spans} />
          {live && <TrialForm fields={content.fields} />}
        </>
      );
    default:
      // What only people send.
      return null;
  }
}

function Bubble({ text, spans }: { text: string; spans?: readonly Span[] | undefined }) {
  return (
    <p className={styles.bubble} dir="auto">
      <LinkedText text={text} spans={spans} />
    </p>
  );
}

function Choice({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.choice} dir="auto" onClick={onClick}>
      {label}
    </button>
  );
}

function Out({ url, label }: { url: string; label: string }) {
  const { t } = useWords();
  const href = safeHref(url);
  if (href === null) return <span dir="auto">{label}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" dir="auto">
      {label}
      <span className="fd-hidden"> ({t.flows.trial.opens})</span>
    </a>
  );
}

function TrialForm({ fields }: { fields: readonly FormField[] }) {
  const { trial } = useScene();
  const { t } = useWords();
  const [values, setValues] = useState<Record<string, string>>({});
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void trial.fill(fields.map(({ name }) => ({ name, value: values[name] ?? '' })));
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {fields.map((field) => {
        const value = values[field.name] ?? '';
        const set = (next: string) => setValues({ ...values, [field.name]: next });
        return field.input.type === 'choice' ? (
          <ChoiceField
            key={field.name}
            label={field.label}
            value={value}
            onChange={set}
            options={['', ...field.input.options].map((one) => ({ value: one, label: one || '–' }))}
          />
        ) : (
          <TextField key={field.name} label={field.label} value={value} onChange={set} max={255} />
        );
      })}
      <Button type="submit" small look="strong">
        {t.flows.trial.submit}
      </Button>
    </form>
  );
}
