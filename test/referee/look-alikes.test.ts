import { describe, expect, it } from 'vitest';
import { keyOf, likenessOf, wordsOfName } from '../../src/referee/alike-names.ts';
import { type ExistingSymbol, filesLike, symbolsLike } from '../../src/referee/look-alikes.ts';

describe('names', () => {
  it('are split into words', () => {
    expect(['markFavourites', 'mark_favourite', 'HTTPServer', 'boxes', 'status'].map(wordsOfName)).toEqual([
      ['mark', 'favourite'],
      ['mark', 'favourite'],
      ['http', 'server'],
      ['box'],
      ['status'],
    ]);
  });

  it.each([
    ['parse_rate', 'parse_rate', 'same name'],
    ['rateParse', 'parse_rates', 'same words'],
    ['fetchUser', 'get_user', 'same words'],
    ['calculate_total', 'compute_totals', 'same words'],
    ['normalise_path', 'normalize_path', 'nearly the same name'],
    ['favour', 'unfavour', undefined],
    ['triple', 'double', undefined],
    ['add', 'sum', undefined],
    ['start_timer', 'stop_timer', undefined],
    ['readFile', 'readDir', undefined],
  ])('%s and %s: %s', (wanted, existing, how) => {
    expect(likenessOf(keyOf(wanted), keyOf(existing))).toBe(how);
  });
});

const existing: ExistingSymbol[] = [
  { name: 'parse_rate', path: 'app/rate.py', line: 3, parameters: ['text'] },
  { name: 'find', owner: 'Shelf', path: 'app/shelf.py', line: 9, parameters: ['isbn'] },
  { name: 'send_mail', path: 'app/mail.py', line: 7, parameters: ['receiver', 'subject', 'body'] },
  { name: 'parseRate', path: 'web/rate.ts', line: 1, parameters: ['text'] },
];
const lines = (...wanted: Parameters<typeof symbolsLike>[0][]) =>
  wanted.flatMap(each => symbolsLike(each, existing)).map(({ existing: name, path, how }) => `${name} ${path} ${how}`);

describe('a wanted symbol', () => {
  it('is like one of the same name, in its own language', () => {
    expect(lines({ name: 'parse_rate', path: 'app/limits.py' })).toEqual(['parse_rate app/rate.py same name']);
    expect(lines({ name: 'parse_rate' })).toEqual([
      'parse_rate app/rate.py same name',
      'parseRate web/rate.ts same words',
    ]);
  });

  it('that stands there already is extended', () => {
    expect(lines({ name: 'parse_rate', path: 'app/rate.py' })).toEqual([]);
  });

  it('is like one of the same parameters that shares a word', () => {
    const parameters = ['receiver', 'subject', 'body'];
    expect(lines({ name: 'mail_customer', parameters })).toEqual(['send_mail app/mail.py same parameters']);
    expect(lines({ name: 'print_letter', parameters })).toEqual([]);
  });

  it('as a method of one word is like nothing', () => {
    expect(lines({ name: 'find', owner: 'Cart', path: 'app/cart.py' })).toEqual([]);
  });
});

it('a new file is like one of the same words elsewhere, unless every folder has one', () => {
  const paths = ['net/retry_policy.py', 'a/service.py', 'b/order_view.py', 'c/order_view.py', 'd/order_view.py'];
  expect(filesLike('http/retry_policies.py', paths).map(({ existing: path }) => path)).toEqual(['net/retry_policy.py']);
  expect(filesLike('c/service.py', paths)).toEqual([]);
  expect(filesLike('e/order_view.py', paths)).toEqual([]);
  expect(filesLike('http/retry_policies.ts', paths)).toEqual([]);
});
