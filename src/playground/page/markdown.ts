import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { escapeHtml, type Html, trusted } from './html.ts';
import { withPictures } from './pictures.ts';

/** Tags that people use in issues and that can do nothing. Attributes do not pass, but for a fold that is open. */
const harmless =
  /^<(\/?)(details|summary|b|i|em|strong|code|kbd|sub|sup|br|hr|p|ul|ol|li|blockquote|table|thead|tbody|tr|th|td)(\s[^<>]*|\/)?>$/i;

const piece = /<!--[\s\S]*?(?:-->|$)|<\/?[a-z][^<>]*>|[^<]+|</gi;

/** Raw HTML with comments left out, harmless tags kept and everything else shown as text. */
export function sanitize(source: string): string {
  return (source.match(piece) ?? [])
    .map(part => {
      if (part.startsWith('<!--')) return '';
      if (!part.startsWith('<')) return part;
      return withoutAttributes(part) ?? escapeHtml(part);
    })
    .join('');
}

function withoutAttributes(tag: string): string | undefined {
  const [, slash = '', name = '', attributes = ''] = harmless.exec(tag)?.map(part => part?.toLowerCase()) ?? [];
  if (!name) return undefined;
  const isOpen = name === 'details' && /^\s+open(?=[\s=]|$)/.test(attributes);
  return `<${slash}${name}${isOpen ? ' open' : ''}>`;
}

type Options = NonNullable<Parameters<typeof micromark>[1]>;
type HtmlExtension = NonNullable<Options['htmlExtensions']>[number];

const nothing = () => undefined;

/** Replaces what micromark would do with raw HTML, which is to escape all of it. */
const rawHtml: HtmlExtension = {
  enter: { htmlFlow: nothing, htmlText: nothing },
  exit: {
    htmlFlow(token) {
      this.lineEndingIfNeeded();
      this.raw(sanitize(this.sliceSerialize(token)));
    },
    htmlFlowData: nothing,
    htmlText(token) {
      this.raw(sanitize(this.sliceSerialize(token)));
    },
    htmlTextData: nothing,
  },
};

/** A comment's or a file's Markdown as GitHub would show it, without anything that could run. */
export function markdown(source: string): Html {
  const markup = micromark(source, { extensions: [gfm()], htmlExtensions: [gfmHtml(), rawHtml] });
  return trusted(withPictures(markup));
}
