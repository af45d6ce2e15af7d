import { expect, test } from 'vitest';
import { piecesOf } from '../src/models/places';

test('a text is told from the places that are filled in', () => {
  expect(piecesOf('Dear {{ first_name || customer }}, order {{Order number}} is on its way.')).toEqual([
    { is: 'said', text: 'Dear ' },
    { is: 'place', name: 'first_name' },
    { is: 'said', text: ', order ' },
    { is: 'place', name: 'Order number' },
    { is: 'said', text: ' is on its way.' },
  ]);
  expect(piecesOf('{{1}}')).toEqual([{ is: 'place', name: '1' }]);
  expect(piecesOf('{{}} and {one}')).toEqual([{ is: 'said', text: '{{}} and {one}' }]);
});
