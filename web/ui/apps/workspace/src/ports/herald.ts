/** What the page says outside itself: the browser's notifications and the title of its tab. */
export interface Herald {
  permission(): 'granted' | 'denied' | 'default' | 'unsupported';
  ask(): Promise<void>;
  /** A later notice with the same key replaces the earlier; answers with the way to take it back. */
  notify(key: string, title: string, body: string, onClick: () => void): () => void;
  title(text: string): void;
}

export function browserHerald(): Herald {
  const supported = 'Notification' in globalThis;
  return {
    permission: () => (supported ? Notification.permission : 'unsupported'),
    async ask() {
      if (supported) await Notification.requestPermission();
    },
    notify(key, title, body, onClick) {
      if (!supported || Notification.permission !== 'granted') return () => {};
      const notice = new Notification(title, { body, tag: key });
      notice.onclick = () => {
        window.focus();
        onClick();
        notice.close();
      };
      return () => notice.close();
    },
    title(text) {
      document.title = text;
    },
  };
}
