import { Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { Button } from './button';
import styles from './dialog.module.css';

export interface DialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The name of the button that closes it. */
  close: string;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** Makes the dialogue a form. */
  onSubmit?: () => void;
  wide?: boolean;
  children: ReactNode;
}

export function Dialog({ opened, onClose, title, close, actions, onSubmit, wide, children }: DialogProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  const inner = (
    <>
      <div className={styles['body']}>{children}</div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </>
  );
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={wide ? 640 : 460}
      closeButtonProps={{ 'aria-label': close }}
    >
      {onSubmit ? (
        <form onSubmit={submit} noValidate>
          {inner}
        </form>
      ) : (
        inner
      )}
    </Modal>
  );
}

export interface ConfirmProps {
  opened: boolean;
  title: string;
  confirm: string;
  cancel: string;
  /** What is done cannot be undone, or hurts somebody. */
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  /** What will happen. */
  children: ReactNode;
}

export function Confirm({
  opened,
  title,
  confirm,
  cancel,
  danger,
  busy,
  onConfirm,
  onCancel,
  children,
}: ConfirmProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onCancel}
      title={title}
      close={cancel}
      actions={
        <>
          <Button onClick={onCancel} data-autofocus>
            {cancel}
          </Button>
          <Button look={danger ? 'danger' : 'strong'} busy={busy ?? false} onClick={onConfirm}>
            {confirm}
          </Button>
        </>
      }
    >
      {typeof children === 'string' ? <p className={styles['text']}>{children}</p> : children}
    </Dialog>
  );
}
