/**
 * Gathers what is asked for while the group before is on its way, and sends it as one: a commit costs much the same for
 * one row and for fifty. Each call resolves once its own item is sent.
 */
export function inGroups<Item>(send: (items: Item[]) => Promise<unknown>): (item: Item) => Promise<void> {
  let gathering: { items: Item[]; sent: Promise<void> } | undefined;
  let last: Promise<void> = Promise.resolve();
  const gather = () => {
    const items: Item[] = [];
    const sent = last.then(async () => {
      gathering = undefined;
      await send(items);
    });
    last = sent.catch(() => undefined);
    return { items, sent };
  };
  return item => {
    gathering ??= gather();
    gathering.items.push(item);
    return gathering.sent;
  };
}
