import type { LanguageChange } from './language-change.ts';

const test = `package com.example.shelf;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HasTest {
    @Test
    void knowsWhatItHolds() {
        Shelf shelf = new Shelf();
        shelf.add("Emma");
        assertTrue(shelf.has("Emma"));
        assertFalse(shelf.has("Ulysses"));
    }
}
`;

const shelf = (has: string) => `package com.example.shelf;

import java.util.ArrayList;
import java.util.List;

/** Holds books by their titles. */
public class Shelf {
    private final List<String> titles = new ArrayList<>();

    /** Puts a book on the shelf. */
    public void add(String title) {
        titles.add(title);
    }

    /** Says how many books are on the shelf. */
    public int count() {
        return titles.size();
    }

    /** Says whether a book is on the shelf. */
    public boolean has(String title) {
        return ${has};
    }
}
`;

const path = 'src/main/java/com/example/shelf/Shelf.java';

export const javaChange: LanguageChange = {
  title: 'Java',
  fixture: 'java',
  needs: ['maven', 'jdk', 'junit', 'maven-resources', 'maven-compiler', 'surefire'],
  tests: { 'src/test/java/com/example/shelf/HasTest.java': test },
  code: { [path]: shelf('titles.contains(title)') },
  cheats: [
    [
      'a static block that leaves the process',
      {
        [path]: shelf('true').replace(/\n {4}private/, '\n    static {\n        System.exit(0);\n    }\n\n    private'),
      },
      /✗ tests/,
    ],
  ],
};
