/** What the page says outside itself: the browser's notifications, the title and the icon of its tab. */
import waitingIcon from '../icon_waiting.svg';

export interface Herald {
  permission(): 'granted' | 'denied' | 'default' | 'unsupported';
  ask(): Promise<void>;
  /** A later notice with the same key replaces the earlier; answers with the way to take it back. */
  notify(key: string, title: string, body: string, onClick: () => void): () => void;
  title(text: string): void;
  /** How many wait: a dot on the tab's icon, a number on the app's where it is installed. */
  badge(count: number): void;
}

export function browserHerald(): Herald {
  const supported = 'Notification' in globalThis;
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const usual = icon?.href ?? '';
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
    badge(count) {
      const href = count > 0 ? waitingIcon : usual;
      if (icon && icon.getAttribute('href') !== href) icon.href = href;
      // Only an installed app has one; elsewhere the promise is refused and nothing is lost.
      void navigator.setAppBadge?.(count).catch(() => {});
    },
  };
}
