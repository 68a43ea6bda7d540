import { type Html, html } from './html.ts';

const face =
  '<circle cx="12" cy="12" r="10" fill="#ffcc4d"/><circle cx="8.5" cy="10" r="1.5" fill="#664500"/><circle cx="15.5" cy="10" r="1.5" fill="#664500"/>';
const thumb =
  '<path d="M7 11h2.5L12.5 4c2 0 3 1.2 2.6 3.2L14.5 10h4.3c1.4 0 2.2 1.2 1.8 2.5l-1.7 6c-.3 1-1 1.5-2 1.5H7z" fill="#ffcc4d"/><path d="M3 11h3.2v9H3z" fill="#3b88c3"/>';
const disc = (fill: string) => `<circle cx="12" cy="12" r="10" fill="${fill}"/>`;
const square = (fill: string, stroke: string) =>
  `<rect x="2" y="2" width="20" height="20" rx="4" fill="${fill}"/><path d="${stroke}" stroke="#fff" stroke-width="3" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`;

/** Drawings of the emoji that are met here, so that the page looks the same where no emoji font is installed. */
const drawings: Record<string, string> = {
  '✅': square('#2da44e', 'M6.5 12.5l3.8 3.8 7.2-8.3'),
  '❌': '<path d="M5 5l14 14M19 5L5 19" stroke="#cf222e" stroke-width="4.5" stroke-linecap="round"/>',
  '➖': '<path d="M4 12h16" stroke="#59636e" stroke-width="4" stroke-linecap="round"/>',
  '⛔': `${disc('#cf222e')}<rect x="6" y="10" width="12" height="4" rx="1" fill="#fff"/>`,
  '⚠️': '<path d="M12 2.5L22.5 21h-21z" fill="#e3b341"/><path d="M12 9v5.5M12 17.6v.4" stroke="#3b2300" stroke-width="2.2" stroke-linecap="round"/>',
  '⏳': '<path d="M6 2h12v3l-4.5 7L18 19v3H6v-3l4.5-7L6 5z" fill="#d4a72c"/><path d="M8.5 19.5h7L12 15z" fill="#fff8c5"/>',
  '🔴': disc('#cf222e'),
  '🟢': disc('#2da44e'),
  '🟡': disc('#d4a72c'),
  '⚪': disc('#d1d9e0'),
  '👀': '<ellipse cx="7" cy="12" rx="5" ry="7" fill="#fff" stroke="#8c959f"/><ellipse cx="17" cy="12" rx="5" ry="7" fill="#fff" stroke="#8c959f"/><circle cx="5.5" cy="13" r="2.4" fill="#1f2328"/><circle cx="15.5" cy="13" r="2.4" fill="#1f2328"/>',
  '👍': thumb,
  '👎': `<g transform="rotate(180 12 12)">${thumb}</g>`,
  '😄': `${face}<path d="M6.5 13.5h11c-.5 3.5-2.6 5-5.5 5s-5-1.5-5.5-5z" fill="#664500"/>`,
  '😕': `${face}<path d="M8 17c2-2.2 5-2.6 8-1.4" stroke="#664500" stroke-width="1.8" fill="none" stroke-linecap="round"/>`,
  '❤️': '<path d="M12 21C5 15.5 2 12 2 8.2 2 5 4.3 3 7 3c2 0 3.9 1.1 5 3 1.1-1.9 3-3 5-3 2.7 0 5 2 5 5.200C22 12 19 15.5 12 21z" fill="#cf222e"/>',
  '🎉': '<path d="M3 21l4.5-12 7.5 7.500z" fill="#d4a72c"/><path d="M14 4c1.5 1 1.5 3 0 5M18 10c2-1.5 4-1 4 1M11 3v2M20 4l-2 2" stroke="#8250df" stroke-width="2" fill="none" stroke-linecap="round"/>',
  '🚀': '<path d="M21 3c-6 0-10 3-12 8l4 4c5-2 8-6 8-12z" fill="#afb8c1"/><path d="M9 11l-5 1 3-4zM13 15l-1 5 4-3z" fill="#cf222e"/><path d="M8 14l2 2-5 3z" fill="#d4a72c"/><circle cx="15.5" cy="8.5" r="2" fill="#0969da"/>',
  '📁': '<path d="M2 5h7l2 2.500h11V20H2z" fill="#54aeff"/>',
  '📄': '<path d="M5 2h9l5 5v15H5z" fill="#fff" stroke="#8c959f" stroke-width="1.5"/><path d="M14 2v5h5" fill="none" stroke="#8c959f" stroke-width="1.5"/>',
  '💬': '<path d="M2 4h20v13H12l-5 5v-5H2z" fill="#fff" stroke="#8c959f" stroke-width="1.7"/>',
};

const bare = (emoji: string) => emoji.replace('\ufe0f', '');
const code = (emoji: string) => (emoji.codePointAt(0) ?? 0).toString(16);
const known = new Map(Object.keys(drawings).map(emoji => [bare(emoji), emoji]));
const pattern = new RegExp(`(?:${[...known.keys()].join('|')})\\ufe0f?`, 'gu');

/** The drawing with this code point, as a file. */
export function picture(codePoint: string): string | undefined {
  const emoji = [...known.values()].find(other => code(other) === codePoint);
  const drawing = emoji && drawings[emoji];
  return drawing && `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${drawing}</svg>`;
}

/** An emoji as an image. */
export function emoji(character: string): Html {
  return html`<img class="emoji" src="/_playground/emoji/${code(character)}.svg" alt="${character}" width="16" height="16">`;
}

/** Draws the emoji of a piece of markup, in its text and nowhere inside a tag. */
export function withPictures(markup: string): string {
  return markup
    .split(/(<[^>]*>)/)
    .map(part => (part.startsWith('<') ? part : part.replace(pattern, found => emoji(found).markup)))
    .join('');
}
