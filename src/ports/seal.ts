/** Keeps a text where everybody can look, so that only this App can read it or has written it. */
export interface Seal {
  /** `label` says what the text belongs to: sealed for one, it cannot be opened for another. One word of `[\w.-]`. */
  close(text: string, label: string): string;
  /** The text; nothing when it was changed, belongs to something else, or was sealed with another key. */
  open(sealed: string, label: string): string | undefined;
}
