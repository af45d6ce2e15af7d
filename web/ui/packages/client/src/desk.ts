export * from './assert_never';
export * from './conversation';
export * from './delivery';
export * from './desk_client';
export * from './desk_state';
export * from './drafts';
export * from './failure';
export { isMessage } from './outbox';
export {
  attachmentUrl,
  DeskRest,
  ITEMS_PAGE,
  LIST_NAMES,
  type ListName,
  type ListOrder,
  type ListPart,
  type Method,
  type SortBy,
} from './rest';
export * from './store';
export * from './surroundings';
export * from './typing';
export type { FileToSend, SendFile, Upload } from './upload';
export * from './view_model';
