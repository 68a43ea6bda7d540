import type { LanguageChange } from './language-change.ts';

const test = `use shelf::Shelf;

#[test]
fn knows_what_it_holds() {
    let mut shelf = Shelf::default();
    shelf.add("Emma");
    assert!(shelf.has("Emma"));
    assert!(!shelf.has("Ulysses"));
}
`;

const lib = (has: string) => `//! A shelf of books.

pub mod title;

/// Holds books by their titles.
///
/// \`\`\`
/// assert_eq!(shelf::Shelf::default().count(), 0);
/// \`\`\`
#[derive(Default)]
pub struct Shelf {
    titles: Vec<String>,
}

impl Shelf {
    /// Puts a book on the shelf.
    pub fn add(&mut self, title: &str) {
        self.titles.push(title.to_string());
    }

    /// Says how many books are on the shelf.
    pub fn count(&self) -> usize {
        self.titles.len()
    }

    /// Says whether a book is on the shelf.
    pub fn has(&self, title: &str) -> bool {
        ${has}
    }
}
`;

const titles = (expected: string) => `//! How titles are written.

/// A title without its subtitle.
pub fn short(title: &str) -> &str {
    title.split(':').next().unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn leaves_the_subtitle_out() {
        ${expected}
    }
}
`;

const has = 'self.titles.iter().any(|each| each == title)';

export const rustChange: LanguageChange = {
  title: 'Rust',
  fixture: 'rust',
  needs: ['cargo', 'rustfmt', 'clippy'],
  tests: { 'tests/has.rs': test },
  code: { 'src/lib.rs': lib(has) },
  cheats: [
    [
      'code that leaves the process when it is asked',
      { 'src/lib.rs': lib('std::process::exit(title.len() as i32 * 0)') },
      /yet the runner ended with exit code 0/,
    ],
    [
      'a test inside of a source file that was weakened',
      { 'src/lib.rs': lib(has), 'src/title.rs': titles('assert!(!short("a").is_empty());') },
      /`leaves_the_subtitle_out` in the tests of `src\/title.rs` was changed/,
    ],
  ],
};
