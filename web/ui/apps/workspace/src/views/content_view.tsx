import { attachmentUrl } from '@frontdesk/client/desk';
import { LinkedText } from '@frontdesk/kit/linked_text';
import { safeHref } from '@frontdesk/kit/links';
import type { AgentMessage, ArticleLink, File as StoredFile } from '@frontdesk/protocol';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { contentText } from '../i18n/content';
import styles from './content_view.module.css';
import { FoldedText } from './folded_text';
import { PictureViewer } from './picture_viewer';
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
          <Files files={content.files} />
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

/** Images that every browser shows and that hold no script. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function Files({ files }: { files: readonly StoredFile[] }) {
  const pictures = files.filter((file) => SHOWN.has(file.media_type));
  const others = files.filter((file) => !SHOWN.has(file.media_type));
  const { t } = useWords();
  const [open, setOpen] = useState<number | null>(null);
  return (
    <>
      {pictures.length > 0 && (
        <div className={styles.pictures} data-count={Math.min(pictures.length, 4)}>
          {pictures.map((picture, at) => (
            <button
              key={picture.id}
              type="button"
              aria-label={t.talk.message.openPicture(picture.name)}
              onClick={() => setOpen(at)}
            >
              <img
                src={attachmentUrl(picture.id)}
                alt={picture.name}
                loading="lazy"
                className={styles.image}
              />
            </button>
          ))}
        </div>
      )}
      {others.map((file) => (
        <FileView key={file.id} file={file} />
      ))}
      {open !== null && <PictureViewer pictures={pictures} first={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function FileView({ file }: { file: StoredFile }) {
  const { t, f } = useWords();
  const url = attachmentUrl(file.id);
  // The id is the server's word, but an address is only ever built from one of ours.
  if (safeHref(new URL(url, location.href).href) === null) return null;
  return (
    <a className={styles.file} href={url} target="_blank" rel="noopener noreferrer">
      <IconFile size={22} stroke={1.5} aria-hidden="true" />
      <span className={styles.fileName}>
        <span className="fd-hidden">{t.conversation.download} </span>
        {file.name}
      </span>
      <span className={styles.fileSize}>{f.bytes(file.size)}</span>
    </a>
  );
}
