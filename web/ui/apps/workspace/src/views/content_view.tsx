import { attachmentUrl } from '@frontdesk/client/desk';
import { LinkedText } from '@frontdesk/kit/linked_text';
import { safeHref } from '@frontdesk/kit/links';
import type { ArticleLink, Content, File as StoredFile } from '@frontdesk/protocol';
import { IconFile } from '@tabler/icons-react';
import styles from './content_view.module.css';
import { useWords } from './words';

/** Agents see rich messages as text (S3-17): the server's simplified version where there is one. */
export function ContentView({ content, simplified }: { content: Content; simplified: string | null }) {
  const { t } = useWords();
  if (simplified !== null && content.type !== 'erased') return <Text text={simplified} />;
  switch (content.type) {
    case 'text':
      return <Text text={content.text} />;
    case 'files':
      return (
        <div className={styles.files}>
          {content.files.map((file) => (
            <FileView key={file.id} file={file} />
          ))}
          {content.caption && <Text text={content.caption} />}
        </div>
      );
    case 'options':
      return (
        <Text
          text={[content.text, ...content.options.map((option, at) => `${at + 1}) ${option.label}`)].join(
            '\n',
          )}
        />
      );
    case 'form':
      return <Text text={[content.text, ...content.fields.map((field) => `– ${field.label}`)].join('\n')} />;
    case 'carousel':
      return (
        <Text
          text={[content.text, ...content.cards.map((card, at) => `${at + 1}) ${card.title}`)]
            .filter(Boolean)
            .join('\n')}
        />
      );
    case 'articles':
      return (
        <>
          <Text text={content.text} />
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
      return <Text text={t.conversation.chosen(content.label)} />;
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

function Text({ text }: { text: string }) {
  return (
    <p className={styles.text} dir="auto">
      <LinkedText text={text} />
    </p>
  );
}

/** Images that every browser shows and that hold no script. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function FileView({ file }: { file: StoredFile }) {
  const { t, f } = useWords();
  const url = attachmentUrl(file.id);
  // The id is the server's word, but an address is only ever built from one of ours.
  if (safeHref(new URL(url, location.href).href) === null) return null;
  return (
    <a className={styles.file} href={url} target="_blank" rel="noopener noreferrer">
      {SHOWN.has(file.media_type) ? (
        <img src={url} alt="" loading="lazy" className={styles.image} />
      ) : (
        <IconFile size={22} stroke={1.5} aria-hidden="true" />
      )}
      <span className={styles.fileName}>
        <span className="fd-hidden">{t.conversation.download} </span>
        {file.name}
      </span>
      <span className={styles.fileSize}>{f.bytes(file.size)}</span>
    </a>
  );
}
