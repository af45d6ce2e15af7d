import type { File as WireFile } from '@frontdesk/protocol';
import { useEffect, useState } from 'preact/hooks';
import { isShown } from '../desk/pictures.ts';
import { useScene } from './hooks.ts';
import { DownIcon, FileIcon } from './icons.tsx';

export function FilesView({ files }: { files: readonly WireFile[] }) {
  return (
    <>
      {files.map((file) =>
        isShown(file) ? <Picture key={file.id} file={file} /> : <FileLine key={file.id} file={file} />,
      )}
    </>
  );
}

function Picture({ file }: { file: WireFile }) {
  const { words, pictures } = useScene();
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let wanted = true;
    pictures.url(file).then(
      (found) => wanted && setUrl(found),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [file.id]);
  if (failed) return <FileLine file={file} />;
  return (
    <button
      type="button"
      class="picture"
      aria-label={words.download(file.name)}
      onClick={() => pictures.save(file)}
    >
      {url === null ? (
        <span class="picture-wait" />
      ) : (
        <img src={url} alt={file.name} onError={() => setFailed(true)} />
      )}
    </button>
  );
}

function FileLine({ file }: { file: WireFile }) {
  const { words, times, pictures } = useScene();
  const [fault, setFault] = useState(false);
  const size = times.size(file.size);
  const save = () => {
    setFault(false);
    pictures.save(file).catch(() => setFault(true));
  };
  return (
    <>
      <button
        type="button"
        class="bubble file"
        aria-label={`${words.download(file.name)} ${size}`}
        onClick={save}
      >
        <FileIcon />
        <span class="file-names">
          <span class="file-name">
            <bdi>{file.name}</bdi>
          </span>{' '}
          <span class="file-size">
            <bdi>{size}</bdi>
          </span>
        </span>
        <DownIcon />
      </button>
      {fault && (
        <p class="field-error" role="alert">
          {words.reasons.noLine}
        </p>
      )}
    </>
  );
}
