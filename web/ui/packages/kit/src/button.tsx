import type { ComponentProps } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  look?: 'plain' | 'strong' | 'quiet' | 'danger';
  /** Holds an icon and nothing else; needs an `aria-label`. */
  square?: boolean;
  small?: boolean;
}

export function Button({ look = 'plain', square, small, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={className ? `${styles['button']} ${className}` : styles['button']}
      data-look={look}
      data-square={square || undefined}
      data-small={small || undefined}
    />
  );
}
