import type { Delivery } from '../../records.ts';
import { type Html, html } from '../html.ts';
import { time } from '../parts.ts';
import type { PageAnswer, PageRequest } from '../request.ts';

function deliveryRow(delivery: Delivery): Html {
  const isFine = delivery.statusCode >= 200 && delivery.statusCode < 300;
  const [sign, look] = delivery.statusCode === 0 ? ['●', 'pending'] : isFine ? ['✓', 'success'] : ['✗', 'failure'];
  const name = delivery.action ? `${delivery.event}.${delivery.action}` : delivery.event;
  return html`<details class="check" id="delivery-${delivery.id}"><summary><span class="mark ${look}">${sign}</span> <b>${name}</b>
      ${delivery.isRedelivery && html`<span class="badge">redelivery</span>`}
      <span class="muted">${delivery.statusCode || ''} ${delivery.status} · ${delivery.duration} s · ${time(delivery.deliveredAt)}</span>
      <code class="right">${delivery.guid}</code></summary>
    <form class="bar" method="post" action="/_playground/hooks/${delivery.id}"><button>Redeliver</button></form>
    <h4>Request</h4><pre>${JSON.stringify(delivery.request.headers, null, 2)}</pre>
    <pre class="tall">${JSON.stringify(delivery.request.payload, null, 2)}</pre>
    <h4>Response</h4><pre>${delivery.response.payload || '(empty)'}</pre></details>`;
}

/** The App's webhook deliveries, newest first. */
export function deliveriesPage({ api: { state } }: PageRequest): PageAnswer {
  const { webhookUrl } = state.app;
  const rows = state.deliveries.toReversed().slice(0, 100).map(deliveryRow);
  const body = html`<h1>Webhook deliveries</h1>
    <form class="box padded fields" method="post" action="/_playground/webhook">
      <label>Webhook URL <input name="url" value="${webhookUrl}" placeholder="http://127.0.0.1:3000/api/github/webhooks"></label>
      <button>Save</button></form>
    <div class="box" id="deliveries" data-live>${rows.length > 0 ? rows : html`<p class="padded muted">Nothing was sent yet.</p>`}</div>`;
  return { kind: 'page', title: 'Webhook deliveries', body };
}

const faults: Record<string, string> = {
  error: 'answer 500',
  'late-error': 'do it, then answer 500',
  gone: 'answer 404',
  'secondary-limit': 'secondary rate limit, 30 s',
  reset: 'cut the connection',
  hang: 'never answer',
};

function faultForm(): Html {
  return html`<form class="box padded fields" method="post" action="/_playground/fault">
    <label>The App’s next <input name="times" type="number" min="1" value="1"></label>
    <label>requests whose path holds <input name="path" placeholder="any"></label>
    <label>will <select name="effect">${Object.entries(faults).map(([value, label]) => html`<option value="${value}">${label}</option>`)}</select></label>
    <button>Order fault</button></form>`;
}

/** What the App asked of the API, newest first, and a way to let it fail. */
export function requestsPage({ api: { state } }: PageRequest): PageAnswer {
  const requests = state.requests.filter(request => request.byApp);
  const writes = requests.filter(request => request.isWrite).length;
  const waiting = state.faults.filter(fault => fault.hits < fault.skip + fault.times);
  const rows = requests
    .toReversed()
    .slice(0, 200)
    .map(
      request => html`<tr><td>${time(request.at)}</td><td>${request.method}</td><td><code>${request.operation ?? request.path}</code></td>
      <td>${request.status || '–'}</td><td class="number">${request.milliseconds} ms</td></tr>`,
    );
  const body = html`<h1>API requests by the App</h1>${faultForm()}
    <div class="box padded" id="requests" data-live><p>${requests.length} requests, ${writes} of them writes${
      waiting.length > 0 && html` · ${waiting.length} faults waiting`
    }${state.violations.length > 0 && html` · <b>${state.violations.length} answers unlike GitHub’s</b>`}</p>
      <table class="plain-table"><tbody>${rows}</tbody></table></div>`;
  return { kind: 'page', title: 'API requests', body };
}
