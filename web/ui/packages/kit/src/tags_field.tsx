import { TagsInput } from '@mantine/core';
import { FieldFrame, type FieldProps, useWiring } from './field';
import styles from './field.module.css';

export interface TagsFieldProps extends FieldProps {
  value: readonly string[];
  onChange: (tags: string[]) => void;
  placeholder?: string;
  /** What is offered while typing. */
  known?: readonly string[];
  onBlur?: () => void;
}

/** Words that are added by Enter or a comma. */
export function TagsField({
  value,
  onChange,
  placeholder,
  known = [],
  onBlur,
  label,
  hint,
  error,
  mark,
  disabled,
}: TagsFieldProps) {
  const wiring = useWiring({ hint, error });
  const { labelId: _, ...wired } = wiring;
  return (
    <FieldFrame wiring={wiring} label={label} hint={hint} error={error} {...(mark ? { mark } : {})}>
      <TagsInput
        {...wired}
        size="sm"
        classNames={{ input: styles['tags'] ?? '' }}
        data={[...known]}
        value={[...value]}
        onChange={onChange}
        acceptValueOnBlur
        disabled={disabled ?? false}
        error={Boolean(error)}
        {...(placeholder && value.length === 0 ? { placeholder } : {})}
        {...(onBlur ? { onBlur } : {})}
      />
    </FieldFrame>
  );
}
