import type { ComponentChildren } from 'preact';

/** `thin`: for drawings with more in them. */
export function Icon({ children, thin = false }: { children: ComponentChildren; thin?: boolean }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      stroke-width={thin ? 1.7 : 2}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
);
export const DotsIcon = () => (
  <Icon>
    <path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3" />
  </Icon>
);
export const ClipIcon = () => (
  <Icon>
    <path d="M20.5 11.5l-8.6 8.6a5.5 5.5 0 01-7.8-7.8l8.9-8.9a3.7 3.7 0 015.2 5.2l-8.9 8.9a1.8 1.8 0 01-2.6-2.6l8.2-8.2" />
  </Icon>
);
export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M5.5 11.5L12 5l6.5 6.5" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8" r="4" />
    <path d="M4.5 20.5a7.5 7.5 0 0115 0" />
  </Icon>
);
export const PhoneIcon = () => (
  <Icon>
    <rect x="6.5" y="2.500" width="11" height="19" rx="2.500" />
    <path d="M11 18h2" />
  </Icon>
);
export const SparkIcon = () => (
  <Icon>
    <path d="M12 3.5l1.9 5.1a2.6 2.6 0 001.5 1.5l5.1 1.9-5.1 1.9a2.6 2.6 0 00-1.5 1.5L12 20.5l-1.9-5.1a2.6 2.6 0 00-1.5-1.5L3.5 12l5.1-1.9a2.6 2.6 0 001.5-1.5z" />
  </Icon>
);
export const SoundIcon = () => (
  <Icon>
    <path d="M11 5L6.5 9H3v6h3.500L11 19zM15.500 9a4 4 0 010 6M18.500 6.500a8 8 0 010 11" />
  </Icon>
);
export const MuteIcon = () => (
  <Icon>
    <path d="M11 5L6.500 9H3v6h3.500L11 19zM16 9.500l5 5M21 9.500l-5 5" />
  </Icon>
);
export const FileIcon = () => (
  <Icon>
    <path d="M14 3H7a2 2 0 00-2 2v14a2 2 0 002 2h10a2 2 0 002-2V8zM14 3v5h5" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14M6 13l6 6 6-6" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path d="M9 6l6 6-6 6" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M15 6l-6 6 6 6" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);
export const WarnIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 7.500v5M12 16.300h.01" />
  </Icon>
);
export const LinkIcon = () => (
  <Icon>
    <path d="M8 16L17 7M9.500 7H17v7.500" />
  </Icon>
);
export const CheckIcon = () => (
  <Icon>
    <path d="M5 12.500l4.500 4.500L19 7.500" />
  </Icon>
);
