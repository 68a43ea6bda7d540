// Fetches the page again every two seconds and puts in what changed. Forms and what stands in them are left alone.
const fetched = new Map();

function sections(root) {
  return new Map([...root.querySelectorAll('[data-live]')].map(node => [node.id, node]));
}

function sinceWords(date) {
  const seconds = Math.max(0, Math.round((Date.now() - date) / 1000));
  if (seconds < 45) return 'just now';
  const steps = [
    [60, 'minute'],
    [3600, 'hour'],
    [86400, 'day'],
  ];
  const [size, unit] = steps.findLast(([from]) => seconds >= from * 0.75) ?? steps[0];
  const count = Math.max(1, Math.round(seconds / size));
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

function tellTimes() {
  for (const node of document.querySelectorAll('time')) {
    const words = sinceWords(Date.parse(node.dateTime));
    if (node.textContent !== words) node.textContent = words;
  }
}

const detailsKey = node => node.id || `${node.closest('[id]')?.id}/${node.querySelector('summary')?.textContent}`;

function replace(old, fresh) {
  const open = new Map([...old.querySelectorAll('details')].map(node => [detailsKey(node), node.open]));
  const next = document.importNode(fresh, true);
  for (const node of next.querySelectorAll('details')) {
    const was = open.get(detailsKey(node));
    if (was !== undefined) node.open = was;
  }
  old.replaceWith(next);
}

async function refresh() {
  const response = await fetch(location.pathname + location.search, { cache: 'no-store' });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const now = sections(document);
  for (const [id, fresh] of sections(page)) {
    const old = now.get(id);
    const isTyping = old?.contains(document.activeElement) && document.activeElement.matches('input, textarea, select');
    if (!old || isTyping || fetched.get(id) === fresh.outerHTML) continue;
    fetched.set(id, fresh.outerHTML);
    replace(old, fresh);
  }
}

for (const [id, node] of sections(document)) fetched.set(id, node.outerHTML);
for (const select of document.querySelectorAll('select[data-submit]'))
  select.addEventListener('change', () => select.form.submit());
tellTimes();
setInterval(
  () =>
    refresh()
      .catch(() => undefined)
      .finally(tellTimes),
  2000,
);
