import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { AA, contrast, hexOf, parseColour, textOn } from './colours';
import { FieldFrame, type FieldProps, useWiring } from './field';
import styles from './field.module.css';

export interface ColorFieldProps extends FieldProps {
  /** `#rrggbb`. */
  value: string;
  onChange: (colour: string) => void;
  /** The name of the box that opens the browser's own choice of colours. */
  pick: string;
  /** What is said of the contrast of white (or, where it is light, black) text on it. */
  verdict: (ratio: number, good: boolean, text: 'white' | 'black') => string;
  onBlur?: () => void;
}

export function ColorField({
  value,
  onChange,
  pick,
  verdict,
  onBlur,
  label,
  hint,
  error,
  mark,
  disabled,
}: ColorFieldProps) {
  const wiring = useWiring({ hint, error });
  const { labelId: _, ...wired } = wiring;
  const colour = parseColour(value);
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <div className={styles['row']}>
        <input
          className={styles['swatch']}
          type="color"
          aria-label={`${label}: ${pick}`}
          disabled={disabled}
          value={colour ? hexOf(colour) : '#000000'}
          onChange={(event) => onChange(event.target.value)}
        />
        <input
          {...wired}
          className={`${styles['control']} ${styles['narrow']}`}
          type="text"
          spellCheck={false}
          autoComplete="off"
          disabled={disabled}
          value={value}
          onBlur={onBlur}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      {colour && <Verdict colour={colour} verdict={verdict} />}
    </FieldFrame>
  );
}

function Verdict({
  colour,
  verdict,
}: {
  colour: readonly [number, number, number];
  verdict: ColorFieldProps['verdict'];
}) {
  const text = textOn(colour);
  const ratio = contrast(colour, text);
  const good = ratio >= AA;
  const Mark = good ? IconCheck : IconAlertTriangle;
  return (
    <p className={styles['verdict']} data-good={good || undefined}>
      <Mark size={15} stroke={1.9} aria-hidden="true" />
      {verdict(Math.floor(ratio * 10) / 10, good, text[0] === 255 ? 'white' : 'black')}
    </p>
  );
}
