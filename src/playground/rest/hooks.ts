import type { ApiRequest, Route } from '../http/api.ts';
import { list, ok } from '../http/api.ts';
import type { Delivery } from '../records.ts';
import { notFound } from '../refusal.ts';
import { redeliver } from '../webhooks/send.ts';

function presentItem(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.isRedelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

function presentDelivery(delivery: Delivery) {
  const { url, request, response } = delivery;
  return { ...presentItem(delivery), url, request, response };
}

function deliveryOf({ state, params }: ApiRequest): Delivery {
  const delivery = state.deliveries.find(other => other.id === Number(params['delivery_id']));
  if (!delivery) throw notFound();
  return delivery;
}

/** Where the App's webhooks go, and its log of deliveries, newest first, with redelivery. */
export const hookRoutes: Route[] = [
  {
    route: 'GET /app/hook/config',
    for: 'app',
    handle: ({ state: { app } }) =>
      ok({ content_type: 'json', insecure_ssl: '0', secret: '********', url: app.webhookUrl ?? '' }),
  },
  {
    route: 'GET /app/hook/deliveries',
    for: 'app',
    handle: request => list(request, request.state.deliveries.toReversed(), presentItem),
  },
  {
    route: 'GET /app/hook/deliveries/{delivery_id}',
    for: 'app',
    handle: request => ok(presentDelivery(deliveryOf(request))),
  },
  {
    route: 'POST /app/hook/deliveries/{delivery_id}/attempts',
    for: 'app',
    handle: request => {
      redeliver(request.state, deliveryOf(request));
      return { status: 202, body: {} };
    },
  },
];
