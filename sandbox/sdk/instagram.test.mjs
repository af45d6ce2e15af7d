import { threadTests } from './thread.mjs';

threadTests({ kind: 'instagram', object: 'instagram', id: 'instagram_id', closed: [10, 2534022] });
