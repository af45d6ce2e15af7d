import type { ComponentProps } from 'react';
import styles from './button.module.css';

interface Looks {
  look?: 'plain' | 'strong' | 'quiet' | 'danger';
  /** Holds an icon and nothing else; needs an `aria-label`. */
  square?: boolean;
  small?: boolean;
}

export interface ButtonProps extends ComponentProps<'button'>, Looks {
  /** Works on it: shows so, and takes no further press. The focus stays where it is. */
  busy?: boolean;
}

export function Button({ busy, onClick, type = 'button', ...rest }: ButtonProps) {
  const { looks, others } = dressed(rest);
  return (
    <button
      {...others}
      {...looks}
      type={busy && type === 'submit' ? 'button' : type}
      aria-disabled={busy || undefined}
      data-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    />
  );
}

export interface ButtonLinkProps extends ComponentProps<'a'>, Looks {}

/** Looks like a button and leads somewhere. */
export function ButtonLink(props: ButtonLinkProps) {
  const { looks, others } = dressed(props);
  return <a {...others} {...looks} />;
}

/** For whatever else has to look like a button, such as an app's own link. */
export function buttonLooks({
  look = 'plain',
  square,
  small,
  className,
}: Looks & { className?: string | undefined }) {
  return {
    className: className ? `${styles['button']} ${className}` : styles['button'],
    'data-look': look,
    'data-square': square || undefined,
    'data-small': small || undefined,
  };
}

function dressed<Props extends Looks & { className?: string | undefined }>(props: Props) {
  const { look, square, small, className, ...others } = props;
  return {
    looks: buttonLooks({
      ...(look ? { look } : {}),
      ...(square ? { square } : {}),
      ...(small ? { small } : {}),
      className,
    }),
    others,
  };
}
