import type { Icon as TablerIcon } from '@tabler/icons-react';

/** Any icon of the set. */
export type IconOf = TablerIcon;

const SIZES = { s: 15, m: 18, l: 22, xl: 28 } as const;

export interface IconProps {
  of: IconOf;
  size?: keyof typeof SIZES;
  /** What it says where no words stand beside it; without a name it is only seen. */
  name?: string;
}

/** One stroke and four sizes, so that all icons look like one set. */
export function Icon({ of: Shape, size = 'm', name }: IconProps) {
  return (
    <>
      <Shape size={SIZES[size]} stroke={1.7} aria-hidden="true" />
      {name && <span className="fd-hidden">{name}</span>}
    </>
  );
}
