import type { ArticleLink } from '@frontdesk/protocol';
import { safeUrl } from '../text/links.ts';
import { useScene } from './hooks.ts';
import { LinkIcon } from './icons.tsx';

/** Pages that may answer the question; they stay where they are after the bot has gone on. */
export function Articles({ articles }: { articles: readonly ArticleLink[] }) {
  return (
    <ul class="articles">
      {articles.map((article) => (
        <ArticleView key={article.url} article={article} />
      ))}
    </ul>
  );
}

function ArticleView({ article }: { article: ArticleLink }) {
  const { words } = useScene();
  const href = safeUrl(article.url);
  if (href === null) return null;
  return (
    <li>
      <a class="article" href={href} target="_blank" rel="noopener noreferrer">
        <span class="article-title" dir="auto">
          {article.title}
          <LinkIcon />
        </span>
        {article.excerpt !== null && (
          <span class="article-excerpt" dir="auto">
            {article.excerpt}
          </span>
        )}
        <span class="only-heard"> ({words.opensNewTab})</span>
      </a>
    </li>
  );
}
