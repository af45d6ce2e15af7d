import { LinkedText } from '@frontdesk/kit/linked_text';
import { safeHref } from '@frontdesk/kit/links';
import type { AgentMessage, ArticleLink } from '@frontdesk/protocol';
import { contentText } from '../i18n/content';
import { ContentFiles } from './content_files';
import styles from './content_view.module.css';
import { FoldedText } from './folded_text';
import { useWords } from './words';

/** Agents see rich messages as text (S3-17): the server's simplified version where there is one. */
export function ContentView({ message }: { message: AgentMessage }) {
  const { t } = useWords();
  const { content, simplified, channel } = message;
  const ownWords = content.type === 'erased' || content.type === 'unsupported';
  // A message in words alone begins with its own text, so that the same spans fit.
  const spans = 'spans' in content ? content.spans : undefined;
  if (simplified !== null && !ownWords) return <FoldedText text={simplified} spans={spans} />;
  switch (content.type) {
    case 'text':
      return <FoldedText text={content.text} spans={spans} />;
    case 'files':
      return (
        <div className={styles.files}>
          <ContentFiles files={content.files} />
          {content.caption && <FoldedText text={content.caption} spans={spans} />}
        </div>
      );
    case 'options':
      return (
        <FoldedText
          text={[content.text, ...content.options.map((option, at) => `${at + 1}) ${option.label}`)].join(
            '\n',
          )}
          spans={spans}
        />
      );
    case 'form':
      return (
        <FoldedText
          text={[content.text, ...content.fields.map((field) => `– ${field.label}`)].join('\n')}
          spans={spans}
        />
      );
    case 'carousel':
      return (
        <FoldedText
          text={[content.text, ...content.cards.map((card, at) => `${at + 1}) ${card.title}`)]
            .filter(Boolean)
            .join('\n')}
          spans={spans}
        />
      );
    case 'articles':
      return (
        <>
          <FoldedText text={content.text} spans={spans} />
          <ul className={styles.articles}>
            {content.articles.map((article) => (
              <li key={article.url}>
                <Article article={article} />
              </li>
            ))}
          </ul>
        </>
      );
    case 'chosen':
      return <FoldedText text={t.conversation.chosen(content.label)} />;
    case 'form_filled':
      return (
        <dl className={styles.answers}>
          {content.answers.map((answer) => (
            <div key={answer.label}>
              <dt>{answer.label}</dt>
              <dd>
                <LinkedText text={answer.value} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'template':
      return (
        <>
          <FoldedText text={content.text} />
          <p className={styles.erased}>{t.social.template(content.name)}</p>
        </>
      );
    case 'unsupported':
      return <p className={styles.erased}>{contentText(t, content, channel)}</p>;
    case 'erased':
      return <p className={styles.erased}>{t.conversation.erased}</p>;
  }
}

function Article({ article }: { article: ArticleLink }) {
  const href = safeHref(article.url);
  return (
    <>
      {href === null ? (
        <span>{article.title}</span>
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer" dir="auto">
          {article.title}
        </a>
      )}
      {article.excerpt !== null && <p dir="auto">{article.excerpt}</p>}
    </>
  );
}
