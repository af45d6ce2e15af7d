/** Mantine in our dress: its colours come from `tokens.css`, its shapes from here. */
import {
  createTheme,
  Drawer,
  type MantineThemeOverride,
  Menu,
  Modal,
  Select,
  TagsInput,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { createElement } from 'react';
import parts from './parts.module.css';

/** Milliseconds; nothing here moves for longer. */
const QUICK = 100;
const transitionProps = { duration: QUICK, transition: 'fade' } as const;
/** A list of choices is made when it opens: a closed one would be laid out with every ticket that is opened. */
const choices = { transitionProps, shadow: 'none', offset: 4, keepMounted: false } as const;

export const theme: MantineThemeOverride = createTheme({
  fontFamily: 'var(--fd-font)',
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Menu: Menu.extend({
      defaultProps: { transitionProps, offset: 6, shadow: 'none', radius: 8 },
      classNames: { dropdown: parts.float ?? '', item: parts.item ?? '', label: parts.itemLabel ?? '' },
    }),
    // A dialogue's head is no banner of the page.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    Modal: Modal.extend({
      defaultProps: {
        transitionProps,
        // Locking the page's scroll would make a style element; our page does not scroll.
        lockScroll: false,
        centered: true,
        radius: 10,
        overlayProps: { backgroundOpacity: 0.4 },
      },
      classNames: {
        content: parts.modal ?? '',
        title: parts.modalTitle ?? '',
        header: parts.modalHeader ?? '',
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        transitionProps: { duration: QUICK, transition: 'slide-right' },
        lockScroll: false,
        size: 288,
        radius: 0,
        overlayProps: { backgroundOpacity: 0.4 },
      },
      classNames: {
        content: parts.modal ?? '',
        title: parts.modalTitle ?? '',
        header: parts.modalHeader ?? '',
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { transitionProps, openDelay: 350, withArrow: false, radius: 6 },
      classNames: { tooltip: parts.tooltip ?? '' },
    }),
    Select: Select.extend({
      defaultProps: {
        comboboxProps: choices,
        size: 'xs',
        checkIconPosition: 'right',
        // The mark of whatever opens a choice, here and on our own buttons.
        rightSection: createElement(IconChevronDown, { size: 14, stroke: 1.8, 'aria-hidden': true }),
        rightSectionPointerEvents: 'none',
      },
      classNames: { input: parts.input ?? '', dropdown: parts.float ?? '', option: parts.item ?? '' },
    }),
    TextInput: TextInput.extend({ classNames: { input: parts.input ?? '' } }),
    TagsInput: TagsInput.extend({
      defaultProps: { size: 'xs', comboboxProps: choices },
      classNames: {
        input: parts.input ?? '',
        pill: parts.pill ?? '',
        dropdown: parts.float ?? '',
        option: parts.item ?? '',
      },
    }),
  },
});
