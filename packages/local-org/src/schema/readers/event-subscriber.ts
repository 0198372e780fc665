/** User and batch size of a platform event's trigger. Source: Metadata API Developer Guide, "PlatformEventSubscriberConfig". */
import { notFound, type MetadataReader } from '../project-draft.ts';

const MAXIMUM_BATCH = 2000;

export const eventSubscriberReader: MetadataReader = {
  kind: 'PlatformEventSubscriberConfig',
  suffix: 'platformEventSubscriberConfig',
  phase: 'components',
  // parallel subscriptions are not offered, so that partitions are refused as elements out of place
  elements: ['fullName', 'batchSize', 'isProtected', 'masterLabel', 'platformEventConsumer', 'user'],
  read(file, draft) {
    const { root } = file;
    const trigger = draft.required(root, 'platformEventConsumer');
    const batchSize = Number(root.value('batchSize') ?? MAXIMUM_BATCH);
    if (!Number.isInteger(batchSize) || batchSize < 1 || batchSize > MAXIMUM_BATCH)
      draft.report(root.child('batchSize')!, `The batch size must be from 1 through ${MAXIMUM_BATCH}`);
    draft.afterwards(() => {
      const known = draft.apex.some(
        ({ kind, name }) => kind === 'trigger' && name.toLowerCase() === trigger.toLowerCase(),
      );
      if (!known) draft.report(root, notFound('platformEventConsumer', 'ApexTrigger', trigger));
    });
    draft.add(draft.setup.eventSubscribers, trigger, { trigger, batchSize, user: root.value('user') }, file);
  },
};
