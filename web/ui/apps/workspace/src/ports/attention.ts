/** Whether the reader's eyes can be on this page: it is visible and has the focus. */
export interface Attention {
  has(): boolean;
  subscribe(listener: () => void): () => void;
}

export function browserAttention(): Attention {
  return {
    has: () => document.visibilityState === 'visible' && document.hasFocus(),
    subscribe(listener) {
      addEventListener('focus', listener);
      addEventListener('blur', listener);
      document.addEventListener('visibilitychange', listener);
      return () => {
        removeEventListener('focus', listener);
        removeEventListener('blur', listener);
        document.removeEventListener('visibilitychange', listener);
      };
    },
  };
}
