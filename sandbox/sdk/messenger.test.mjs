import { threadTests } from './thread.mjs';

threadTests({ kind: 'messenger', object: 'page', id: 'page_id', closed: [10, 2018278] });
