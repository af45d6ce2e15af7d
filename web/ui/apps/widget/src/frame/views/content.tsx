import type { MessageRow } from '../models/thread.ts';
import { unknown } from '../text/plain.ts';
import { Articles } from './articles.tsx';
import { Carousel } from './carousel.tsx';
import { FilesView } from './files.tsx';
import { FilledForm, FormView } from './form.tsx';
import { useScene } from './hooks.ts';
import { Said, Soft } from './said.tsx';

export function ContentView({ row }: { row: MessageRow }) {
  const { words } = useScene();
  const { content } = row;
  switch (content.type) {
    case 'text':
      return <Said text={content.text} spans={content.spans} />;
    case 'files':
      return (
        <>
          <FilesView files={content.files} />
          {content.caption !== null && <Said text={content.caption} spans={content.spans} />}
        </>
      );
    case 'options':
      return (
        <>
          <Said text={content.text} spans={content.spans} />
          {row.live && row.id !== null && <Options message={row.id} options={content.options} />}
        </>
      );
    case 'carousel':
      return (
        <>
          {content.text !== null && <Said text={content.text} spans={content.spans} />}
          <Carousel message={row.id} cards={content.cards} live={row.live} />
        </>
      );
    case 'articles':
      return (
        <>
          <Said text={content.text} spans={content.spans} />
          <Articles articles={content.articles} />
        </>
      );
    case 'form':
      return (
        <>
          <Said text={content.text} spans={content.spans} />
          {row.live && row.id !== null && <FormView message={row.id} fields={content.fields} />}
        </>
      );
    case 'chosen':
      return <Said text={content.label} />;
    case 'form_filled':
      return <FilledForm answers={content.answers} />;
    case 'template':
      return <Said text={content.text} />;
    case 'unsupported':
      return <p class="bubble erased">{words.cannotShow}</p>;
    case 'erased':
      return <p class="bubble erased">{words.erased}</p>;
    default:
      return <p class="bubble erased">{unknown(content, words)}</p>;
  }
}

function Options({
  message,
  options,
}: {
  message: string;
  options: readonly { id: string; label: string }[];
}) {
  const { words, thread } = useScene();
  return (
    <fieldset class="options" aria-label={words.chooseHint}>
      {options.map((option) => (
        <button
          type="button"
          key={option.id}
          class="option"
          dir="auto"
          onClick={() => thread.choose(message, option.id, option.label)}
        >
          <Soft text={option.label} />
        </button>
      ))}
    </fieldset>
  );
}
