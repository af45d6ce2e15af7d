import { act, cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { FIELD_CHARS } from '../src/pages/macros/macro_form';
import { adminDesk, listing } from './desk';
import { show } from './shown';

// The browser fetches a page when it is opened; here it is there before.
beforeAll(async () => {
  await import('../src/pages/macros/macros');
});

afterEach(cleanup);

test('what is too long for a ticket field is told at that field, and led to', async () => {
  const fields = listing(
    { id: 1, label: 'Order number', options: [], end_user_editable: false },
    { id: 2, label: 'Street', options: [], end_user_editable: false },
  );
  show(adminDesk(({ path }) => (path === 'fields' ? fields : listing()), 'objects/macros/new'));
  const name = await screen.findByRole('textbox', { name: 'Name' });
  fireEvent.change(name, { target: { value: 'Send it again' } });
  const street = screen.getByRole('textbox', { name: 'Set Street' });
  fireEvent.change(street, { target: { value: 'x'.repeat(FIELD_CHARS + 1) } });
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Create' })));
  expect(document.activeElement).toBe(street);
  expect(street.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('textbox', { name: 'Set Order number' }).getAttribute('aria-invalid')).toBeNull();
});
