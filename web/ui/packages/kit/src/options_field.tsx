import { IconChevronDown, IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { FieldFrame, type FieldProps, useWiring } from './field';
import field from './field.module.css';
import styles from './options_field.module.css';

/** What its buttons and boxes are called. */
export interface OptionsWords {
  add: string;
  option: (place: number) => string;
  up: (text: string) => string;
  down: (text: string) => string;
  remove: (text: string) => string;
  /** Said aloud after a move. */
  moved: (text: string, place: number, of: number) => string;
}

export interface OptionsFieldProps extends FieldProps {
  value: readonly string[];
  onChange: (options: string[]) => void;
  words: OptionsWords;
}

/**
 * An ordered list of texts. Enter adds the next one, Backspace in an empty one takes it away, Alt with the arrows
 * moves: the whole of it works without a mouse, and the focus goes where the text goes.
 */
export function OptionsField({ value, onChange, words, disabled, ...fields }: OptionsFieldProps) {
  const wiring = useWiring(fields);
  const list = useRef<HTMLOListElement>(null);
  const [focus, setFocus] = useState<{ at: number } | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (focus) list.current?.querySelectorAll('input')[focus.at]?.focus();
  }, [focus]);

  const insert = (at: number) => {
    onChange(value.toSpliced(at, 0, ''));
    setFocus({ at });
  };
  const remove = (at: number) => {
    onChange(value.toSpliced(at, 1));
    setFocus({ at: Math.max(0, at - 1) });
  };
  const move = (at: number, by: 1 | -1) => {
    const to = at + by;
    const text = value[at];
    if (text === undefined || to < 0 || to >= value.length) return;
    onChange(value.toSpliced(at, 1).toSpliced(to, 0, text));
    setFocus({ at: to });
    setSaid(words.moved(text, to + 1, value.length));
  };
  const press = (event: KeyboardEvent, at: number) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) insert(at + 1);
    else if (event.key === 'Backspace' && value[at] === '' && value.length > 1) remove(at);
    else if (event.altKey && step) move(at, step);
    else return;
    event.preventDefault();
  };

  return (
    <FieldFrame wiring={wiring} group {...fields}>
      <ol className={styles['list']} ref={list}>
        {value.map((text, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts may be equal while they are typed; the box stays, the text moves
          <li key={at} className={styles['option']}>
            <input
              className={field['control']}
              aria-label={words.option(at + 1)}
              aria-invalid={wiring['aria-invalid']}
              aria-describedby={wiring['aria-describedby']}
              disabled={disabled}
              value={text}
              onChange={(event) => onChange(value.with(at, event.target.value))}
              onKeyDown={(event) => press(event, at)}
            />
            <Button
              look="quiet"
              square
              aria-label={words.up(text)}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <IconChevronUp size={17} stroke={1.8} aria-hidden="true" />
            </Button>
            <Button
              look="quiet"
              square
              aria-label={words.down(text)}
              disabled={at === value.length - 1}
              onClick={() => move(at, 1)}
            >
              <IconChevronDown size={17} stroke={1.8} aria-hidden="true" />
            </Button>
            <Button look="quiet" square aria-label={words.remove(text)} onClick={() => remove(at)}>
              <IconTrash size={16} stroke={1.8} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ol>
      <span className="fd-hidden" role="status">
        {said}
      </span>
      <Button className={styles['add'] ?? ''} onClick={() => insert(value.length)}>
        <IconPlus size={16} stroke={1.9} aria-hidden="true" />
        {words.add}
      </Button>
    </FieldFrame>
  );
}
