import type { LanguageChange } from './language-change.ts';

const test = `package shelf

import "testing"

func TestHas(t *testing.T) {
	var s Shelf
	s.Add("Emma")
	if !s.Has("Emma") {
		t.Error("Emma is not on the shelf")
	}
	if s.Has("Ulysses") {
		t.Error("Ulysses is on the shelf")
	}
}
`;

const has = `package shelf

// Has says whether a book is on the shelf.
func (s *Shelf) Has(title string) bool {
	for _, each := range s.titles {
		if each == title {
			return true
		}
	}
	return false
}
`;

export const goChange: LanguageChange = {
  title: 'Go',
  fixture: 'go',
  needs: ['go'],
  tests: { 'shelf/has_test.go': test },
  code: { 'shelf/has.go': has },
  cheats: [
    [
      'code that leaves the process before a test runs',
      {
        'shelf/has.go': `${has.replace('package shelf\n', 'package shelf\n\nimport "os"\n')}\nfunc init() { os.Exit(0) }\n`,
      },
      /have to pass and did not run/,
    ],
    [
      'a new TestMain that hides failures',
      {
        'shelf/has.go': has.replace('return false', 'return true'),
        'shelf/main_test.go':
          'package shelf\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) {\n\tm.Run()\n\tos.Exit(0)\n}\n',
      },
      /failures, yet the runner ended with exit code 0/,
    ],
  ],
};
