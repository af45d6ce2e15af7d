import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Attached } from '../models/composer.ts';
import { useScene, useSnapshot } from './hooks.ts';
import { ClipIcon, CloseIcon, FileIcon, SendIcon, WarnIcon } from './icons.tsx';

/** Five lines; a longer text scrolls. */
const MOST_HEIGHT_PX = 132;

export function Composer() {
  const { words, composer } = useScene();
  const { text, counter, tooLong, canSend, uploads, accept, attached, notice } = useSnapshot(composer);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, MOST_HEIGHT_PX)}px`;
  }, [text]);

  const send = () => {
    composer.send();
    box.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    // While a composition is open, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!uploads || files.length === 0) return;
    event.preventDefault();
    composer.attach(files);
  };
  const onPick = () => {
    const element = picker.current;
    if (!element) return;
    composer.attach([...(element.files ?? [])]);
    element.value = '';
    box.current?.focus();
  };

  return (
    <footer class="composer">
      {notice !== null && (
        <p class="notice" role="alert">
          {notice}
        </p>
      )}
      {attached.length > 0 && (
        <ul class="attached">
          {attached.map((one) => (
            <AttachedView key={one.key} one={one} />
          ))}
        </ul>
      )}
      <div class="box">
        {uploads && (
          <>
            <button
              type="button"
              class="round"
              aria-label={words.attach}
              onClick={() => picker.current?.click()}
            >
              <ClipIcon />
            </button>
            <input ref={picker} type="file" multiple hidden tabIndex={-1} accept={accept} onChange={onPick} />
          </>
        )}
        <textarea
          ref={box}
          id="message"
          rows={1}
          dir="auto"
          aria-label={words.message}
          aria-invalid={tooLong}
          aria-describedby="counter"
          placeholder={words.writeHere}
          value={text}
          enterkeyhint="send"
          onInput={(event) => composer.write(event.currentTarget.value)}
          onKeyDown={onKey}
          onPaste={onPaste}
          onBlur={() => composer.left()}
        />
        <button type="button" class="round send" aria-label={words.send} disabled={!canSend} onClick={send}>
          <SendIcon />
        </button>
      </div>
      <p id="counter" class={tooLong ? 'counter too-long' : 'counter'} role="status">
        {counter}
      </p>
    </footer>
  );
}

function AttachedView({ one }: { one: Attached }) {
  const { words, composer } = useScene();
  const uploading = one.state.is === 'uploading';
  return (
    <li class={`attached-file ${one.state.is}`}>
      {one.state.is === 'failed' ? <WarnIcon /> : <FileIcon />}
      <span class="file-names">
        <span class="file-name">
          <bdi>{one.name}</bdi>
        </span>
        <span class="file-size">
          <bdi>{one.state.is === 'failed' ? one.state.reason : one.size}</bdi>
        </span>
        {one.state.is === 'uploading' && (
          <progress
            value={one.state.percent}
            max={100}
            aria-label={words.uploading(one.name, one.state.percent)}
          />
        )}
      </span>
      {one.state.is === 'failed' && one.state.again && (
        <button type="button" class="text-button" onClick={() => composer.retry(one.key)}>
          {words.retry}
          <span class="only-heard"> {one.name}</span>
        </button>
      )}
      <button
        type="button"
        class="round small"
        aria-label={uploading ? words.cancelUpload(one.name) : words.removeFile(one.name)}
        onClick={() => composer.remove(one.key)}
      >
        <CloseIcon />
      </button>
    </li>
  );
}
